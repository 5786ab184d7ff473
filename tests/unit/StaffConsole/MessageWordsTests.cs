using Admin.Api.StaffConsole;
using Shared.Messaging;

namespace Tests.StaffConsole;

/// <summary>What the file of a person says of a message: what it was, what became of it, and by which rule.</summary>
public sealed class MessageWordsTests
{
    private static readonly DateTimeOffset Noon = BrazilTime.At(new DateOnly(2026, 3, 2), new TimeOnly(12, 0));

    public static TheoryData<ContactRule> Rules => [.. Enum.GetValues<ContactRule>()];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_has_its_words(ContactRule rule)
    {
        var (sent, waiting, gone) = (New(), New(), New());
        sent.Try(rule, Noon);
        waiting.Postpone(rule, Noon);
        gone.Postpone(rule, Noon);
        gone.Try(ContactRule.WithinHours, Noon);

        Assert.NotEmpty(sent.Rule);
        Assert.Equal($"{sent.Rule}; até 02/03/2026 12h00", waiting.Rule);
        Assert.Equal($"Dentro do horário; antes, {sent.Rule.ToLowerInvariant()}", gone.Rule);
    }

    [Fact]
    public void Every_kind_and_every_end_has_its_words()
    {
        Assert.All(Enum.GetValues<MessageKind>(), kind => Assert.NotEqual(kind.ToString(), kind.Word));
        Assert.All(Enum.GetValues<MessageStatus>(), status => Assert.NotEmpty(status.Word));
    }

    private static Message New() => new()
    {
        PersonKey = new PersonKey(Guid.CreateVersion7()),
        OnBehalfOf = Id<Creditor>.New(),
        Kind = MessageKind.CureNotice,
        Channel = MessageChannel.Email,
        About = Guid.CreateVersion7(),
        CreatedAt = Noon,
        SealedAddress = [],
    };
}
