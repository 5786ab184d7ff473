using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Tests.Platform;

public sealed class KeyRingTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task The_key_made_by_migrate_serves_every_instance_and_lies_sealed()
    {
        await using var other = new PortalHost(world);

        var text = world.The<IDataProtectionProvider>(HostRole.Portal).CreateProtector("a").Protect("words");
        var read = ((IDataProtectionProvider)other.Services.GetService(typeof(IDataProtectionProvider))!).CreateProtector("a").Unprotect(text);

        Assert.Equal("words", read);
        Assert.Single(world.The<IKeyManager>(HostRole.Portal).GetAllKeys());
        var stored = await world.DoAsync(HostRole.Owner, (KeyRingDb db) => db.DataProtectionKeys.Select(k => k.Xml).ToListAsync());
        Assert.DoesNotContain("masterKey", Assert.Single(stored)!, StringComparison.Ordinal);
    }
}
