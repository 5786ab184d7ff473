using Admin.Api.StaffConsole;

namespace Tests.StaffConsole;

public sealed class SentencesTests
{
    public static TheoryData<string> PersonEvents =>
        [.. typeof(AppDb).Assembly.GetTypes().Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(IPersonEvent))).Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(PersonEvents))]
    public void Every_event_of_a_person_has_one(string name) => Assert.True(Sentences.Knows(name));
}
