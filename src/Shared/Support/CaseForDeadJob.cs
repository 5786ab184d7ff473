using System.Security.Cryptography;
using System.Text;

namespace Shared.Support;

/// <summary>A job that reached its ceiling shouts. One case for all jobs of a kind: an outage kills many, and is one thing to mend.</summary>
internal sealed class CaseForDeadJob(OpenCase openCase) : IReactTo<JobGaveUp>
{
    public Task ReactAsync(JobGaveUp happened, Actor actor) =>
        openCase.ExecuteAsync(new(happened.CreditorId, CaseKind.JobGaveUp, DeadJobs.SubjectOf(happened.Kind)));
}

/// <summary>What a case about dead jobs is about: their kind.</summary>
public static class DeadJobs
{
    public static Guid SubjectOf(string kind) => new(SHA256.HashData(Encoding.UTF8.GetBytes(kind)).AsSpan(0, 16), bigEndian: true);
}
