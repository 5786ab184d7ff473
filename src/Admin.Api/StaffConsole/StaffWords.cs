using Shared.Staff;

namespace Admin.Api.StaffConsole;

/// <summary>Colleagues, their state and what was done about them, as the console says it.</summary>
internal static class StaffWords
{
    public static readonly IReadOnlyDictionary<string, string> Done = new Dictionary<string, string>
    {
        ["convite"] = "O convite novo está a caminho. O anterior não abre mais.",
        ["celular"] = "Feito. O celular antigo não entra mais, e o endereço para ligar um novo está a caminho.",
        ["aplicativo"] = "Feito. Os códigos agora vêm do aplicativo novo.",
        ["sessoes"] = "Feito. A pessoa saiu de todos os aparelhos e precisa entrar de novo.",
        ["acesso"] = "Feito. Ninguém mais entra com esta conta.",
    };

    extension(StaffUser user)
    {
        /// <param name="invitedUntil">How long an invitation that is open holds; null without one.</param>
        public Words.State StateWith(DateTimeOffset? invitedUntil) => user.Status switch
        {
            StaffStatus.Active => user.SealedTotpSecret is null ? new("Esperando celular novo", "wait") : new("Ativa", "good"),
            StaffStatus.Disabled => new("Saiu", "quiet"),
            _ => invitedUntil is { } until ? new($"Convite até {until.Short}", "wait") : new("Convite vencido", "bad"),
        };
    }
}
