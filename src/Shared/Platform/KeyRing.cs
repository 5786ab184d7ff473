using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Shared.Platform;

/// <summary>Where ASP.NET's data-protection keys live: one table for all hosts, each key sealed with the master key.</summary>
public sealed class KeyRingDb(DbContextOptions<KeyRingDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyConfiguration(new DataProtectionKeyMapping());
}

internal sealed class DataProtectionKeyMapping : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> key) => key.ToTable("data_protection_keys");
}

internal sealed class VaultXmlEncryptor(Vault vault) : IXmlEncryptor
{
    internal const string Context = "data-protection-key";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("sealed", Convert.ToBase64String(vault.Seal(plaintextElement.ToString(SaveOptions.DisableFormatting), Context))),
        typeof(VaultXmlDecryptor));
}

// Data protection makes it by itself, with this one argument or none.
internal sealed class VaultXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var vault = services.GetRequiredService<Vault>();

        try
        {
            return XElement.Parse(Encoding.UTF8.GetString(vault.Open(Convert.FromBase64String(encryptedElement.Value), VaultXmlEncryptor.Context)));
        }
        catch (CryptographicException wrongKey)
        {
            throw new CryptographicException("A data-protection key was sealed with another Vault:MasterKey.", wrongKey);
        }
    }
}
