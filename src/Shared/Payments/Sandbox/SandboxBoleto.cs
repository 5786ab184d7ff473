using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shared.Payments.Sandbox;

/// <summary>
/// A boleto of the sandbox bank: lawful in each digit, of a bank that does not exist. Its free field is kind of collection (3),
/// number at the bank (11), branch (4) and account (7). Made of the charge alone, so a repeated request gives the same one.
/// </summary>
internal sealed record SandboxBoleto(BoletoCode Code)
{
    // No bank has this number: the line is read by any app, and no bank takes the money.
    private const string Bank = "999";
    private const string Portfolio = "109";
    private const string Branch = "0001";

    public BoletoFacts Facts => new($"{Code.FreeField[3..14]}", Code.FreeField[..3], $"{Code.FreeField[14..18]} / {Code.FreeField[18..24]}-{Code.FreeField[24..]}");

    public static SandboxBoleto Of(GatewayAccount account, Charge charge) =>
        new(BoletoCode.Of(Bank, charge.ExpiresAt.BrazilDay, charge.Amount, Portfolio + Digits(charge.Txid, 11) + Branch + Digits(account.Id.ToString(), 7)));

    public static SandboxBoleto Read(string line) =>
        BoletoCode.TryParse(line, out var code) ? new(code) : throw new InvalidOperationException("The sandbox made a boleto that is none.");

    private static string Digits(string of, int count)
    {
        var number = new System.Numerics.BigInteger(SHA256.HashData(Encoding.ASCII.GetBytes("sandbox-boleto:" + of)), isUnsigned: true);
        return number.ToString(CultureInfo.InvariantCulture)[..count];
    }
}
