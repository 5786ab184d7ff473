using Microsoft.Extensions.DependencyInjection;
using Shared.Agreements;
using Shared.Debts;
using Shared.Ledger;
using Shared.Offers;
using Shared.Staff;
using Shared.Support;

namespace Tests.Support;

public sealed class CaseTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_proposal_nobody_answered_opens_one_case_however_often_the_job_runs()
    {
        var (creditor, debt) = await DebtAsync();
        var (proposal, opened) = await world.ReferredAsync(creditor, debt);

        for (var i = 0; i < 3; i++)
        {
            await world.EnqueueAsync(new FollowCounterProposal(proposal.Id), creditor);
        }

        await Task.WhenAll(world.RunJobsAsync(), world.RunJobsAsync());

        var kept = Assert.Single(await CasesAsync(creditor));
        Assert.Equal((opened.Id, CaseKind.CounterProposal, proposal.AnswerBy!.Value, debt.PersonKey), (kept.Id, kept.Kind, kept.DueOn, kept.PersonKey!.Value));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.Events.CountAsync(e => e.Name == nameof(CaseOpened))));
    }

    [Fact]
    public async Task What_was_answered_at_once_opens_none()
    {
        var (creditor, debt) = await DebtAsync();

        await World.MustAsync(world.ProposeAsync(debt, now: 90_000));
        await World.MustAsync(world.ProposeAsync(debt, now: 30_000));
        await world.RunJobsAsync();

        Assert.Empty(await CasesAsync(creditor));
    }

    [Fact]
    public async Task Money_that_does_not_fit_opens_a_case_and_stays_whole_in_the_ledger()
    {
        var (creditor, debt) = await DebtAsync();
        await world.BankAsync(creditor);
        var agreement = await world.AgreementAsync(debt);
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(charge, agreement.Total + Money.OfCents(700));

        await world.LookAsync(creditor, charge);
        await world.LookAsync(creditor, charge);

        var opened = Assert.Single(await CasesAsync(creditor));
        Assert.Equal((CaseKind.OddPayment, CasePriority.High, debt.DebtorId), (opened.Kind, opened.Priority, opened.DebtorId!.Value));
        Assert.Equal(-700, (await world.LedgerAsync(creditor))[Account.DebtorCredit]);
    }

    [Fact]
    public async Task Dead_jobs_of_a_kind_shout_once_until_somebody_has_looked()
    {
        var creditor = await world.CreditorAsync();
        var staff = await world.StaffAsync(creditor);
        await DieAsync(creditor, twice: true);

        var first = Assert.Single(await CasesAsync(creditor));
        Assert.Equal((CaseKind.JobGaveUp, DeadJobs.SubjectOf(typeof(FollowCounterProposal).FullName!)), (first.Kind, first.Subject));
        Assert.Equal(2, await world.SeeAsync(creditor, db => db.Events.CountAsync(e => e.Name == nameof(JobGaveUp))));

        await World.MustAsync(world.TakeAsync(creditor, first, staff));
        await World.MustAsync(ResolveAsync(creditor, first, staff));
        await DieAsync(creditor);
        Assert.Equal(2, (await CasesAsync(creditor)).Count);
    }

    [Fact]
    public async Task Of_eight_who_reach_for_a_case_one_has_it_and_the_others_are_told_who()
    {
        var (creditor, debt) = await DebtAsync();
        var (_, opened) = await world.ReferredAsync(creditor, debt);
        var staff = new List<Actor>();

        for (var i = 0; i < 8; i++)
        {
            staff.Add(await world.StaffAsync(creditor, $"Pessoa {i}"));
        }

        var outcomes = await Task.WhenAll(staff.Select(s => world.TakeAsync(creditor, opened, s)));

        var holder = Assert.Single((await CasesAsync(creditor)).Select(c => c.AssigneeId));
        Assert.Single(outcomes, o => o.Succeeded(out _, out _));
        var late = staff.Single(s => s.Id != holder.ToString() && s == staff.First(x => x.Id != holder.ToString()));
        var name = $"Pessoa {staff.FindIndex(s => s.Id == holder.ToString())}";
        Assert.Equal(CaseDesk.Taken(name), await World.MustRefuseAsync(world.TakeAsync(creditor, opened, late)));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.Events.CountAsync(e => e.Name == nameof(CaseAssigned))));
    }

    [Fact]
    public async Task Only_who_supervises_takes_a_case_out_of_somebodys_hands()
    {
        var (creditor, debt) = await DebtAsync();
        var (_, opened) = await world.ReferredAsync(creditor, debt);
        var (ana, bia, chefe) = (await world.StaffAsync(creditor), await world.StaffAsync(creditor, "Bia"), await world.StaffAsync(creditor, "Chefe", StaffRole.Supervisor));
        await World.MustAsync(world.TakeAsync(creditor, opened, ana));

        Assert.Equal("case-taken", (await World.MustRefuseAsync(ReleaseAsync(creditor, opened, bia))).Code);
        Assert.Equal("case-taken", (await World.MustRefuseAsync(world.TakeAsync(creditor, opened, bia))).Code);
        await World.MustAsync(world.TakeAsync(creditor, opened, bia, by: chefe));
        await World.MustAsync(ReleaseAsync(creditor, opened, bia));
        await World.MustAsync(ReleaseAsync(creditor, opened, bia));

        Assert.Null(Assert.Single(await CasesAsync(creditor)).AssigneeId);
    }

    [Fact]
    public async Task A_case_ends_once_by_its_owner_with_a_reason_of_the_list()
    {
        var (creditor, debt) = await DebtAsync();
        var (_, waiting) = await world.ReferredAsync(creditor, debt);
        await DieAsync(creditor);
        var dead = (await CasesAsync(creditor)).Single(c => c.Kind is CaseKind.JobGaveUp);
        var (ana, bia) = (await world.StaffAsync(creditor), await world.StaffAsync(creditor, "Bia"));

        Assert.Equal(CaseDesk.NotYours, await World.MustRefuseAsync(ResolveAsync(creditor, dead, ana)));
        await World.MustAsync(world.TakeAsync(creditor, dead, ana));
        await World.MustAsync(world.TakeAsync(creditor, waiting, ana));
        Assert.Equal(CaseDesk.Taken("Ana Souza"), await World.MustRefuseAsync(ResolveAsync(creditor, dead, bia)));
        Assert.Equal(ResolveCase.Unclear, await World.MustRefuseAsync(ResolveAsync(creditor, dead, ana, "whatever")));
        Assert.Equal(ResolveCase.NeedsAnswer, await World.MustRefuseAsync(ResolveAsync(creditor, waiting, ana)));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ResolveAsync(creditor, dead, ana, note: "Religado.")));

        Assert.Single(outcomes, o => o.Succeeded(out _, out _));
        var done = (await CasesAsync(creditor)).Single(c => c.Id == dead.Id);
        Assert.Equal((CaseStatus.Resolved, CaseResolution.Corrected, "Religado."), (done.Status, done.Resolution, done.ResolutionNote(world.Vault)));
        Assert.Equal(CaseDesk.AlreadyResolved, await World.MustRefuseAsync(world.TakeAsync(creditor, dead, bia)));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.Events.CountAsync(e => e.Name == nameof(CaseResolved))));
    }

    [Fact]
    public async Task An_agreement_leaves_nothing_to_decide()
    {
        var (creditor, debt) = await DebtAsync();
        var (proposal, opened) = await world.ReferredAsync(creditor, debt);
        var staff = await world.StaffAsync(creditor);
        await World.MustAsync(world.OverrideAsync(creditor, debt, staff, toPay: 50_000));

        var agreement = await world.AgreementAsync(debt);
        await world.RunJobsAsync();
        await world.EnqueueAsync(new CloseSuperseded(agreement.Id), creditor);
        await world.RunJobsAsync();

        Assert.All(await CasesAsync(creditor), c => Assert.Equal((CaseStatus.Resolved, CaseResolution.Superseded), (c.Status, c.Resolution)));
        Assert.Equal(2, (await CasesAsync(creditor)).Count);
        Assert.Equal(CounterRuling.Lapsed, (await world.SeeAsync(creditor, db => db.CounterProposals.SingleAsync(p => p.Id == proposal.Id))).Ruling);
        Assert.Equal(OverrideStatus.Lapsed, (await world.SeeAsync(creditor, db => db.Overrides.SingleAsync())).Status);
        Assert.Equal(opened.Id, (await CasesAsync(creditor)).First(c => c.Kind is CaseKind.CounterProposal).Id);
    }

    [Fact]
    public async Task Notes_are_sealed_and_opening_a_case_about_somebody_is_remembered()
    {
        var (creditor, debt) = await DebtAsync();
        var (proposal, opened) = await world.ReferredAsync(creditor, debt, note: "Meu telefone é 99999.");
        var ana = await world.StaffAsync(creditor);
        await World.MustAsync(world.DoAsync(creditor, (NoteCase note) => note.ExecuteAsync(new(opened.Id, " Ligar na sexta. "), ana)));
        Assert.Equal(NoteCase.Empty, await World.MustRefuseAsync(world.DoAsync(creditor, (NoteCase note) => note.ExecuteAsync(new(opened.Id, "  "), ana))));

        var file = await World.MustAsync(world.DoAsync(creditor, (ViewCase view) => view.ExecuteAsync(opened.Id, ana)));
        var facts = await World.MustAsync(world.DoAsync(creditor, (ViewCounterProposal view) => view.ExecuteAsync(proposal.Id)));

        Assert.Equal("Ligar na sexta.", Assert.Single(file.Notes).Text);
        Assert.Equal(debt.DebtorId, file.Debtor!.Id);
        Assert.Contains(file.Events, e => e.Name == nameof(CounterProposalReceived));
        Assert.Equal(("Meu telefone é 99999.", Money.OfCents(70_000), 2), (facts.Note, facts.Floor, facts.All.Count));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.Events.CountAsync(e => e.Name == nameof(PersonViewed) && e.ActorId == ana.Id)));
    }

    [Fact]
    public async Task Another_creditors_case_is_not_there()
    {
        var (creditor, debt) = await DebtAsync();
        var (proposal, opened) = await world.ReferredAsync(creditor, debt);
        var other = await world.CreditorAsync("Loja Verde");
        var stranger = await world.StaffAsync(other);

        Assert.Equal(CaseDesk.NotFound, await World.MustRefuseAsync(world.TakeAsync(other, opened, stranger)));
        Assert.Equal(CaseDesk.NotFound, await World.MustRefuseAsync(ReleaseAsync(other, opened, stranger)));
        Assert.Equal(CaseDesk.NotFound, await World.MustRefuseAsync(ResolveAsync(other, opened, stranger)));
        Assert.Equal(CaseDesk.NotFound, await World.MustRefuseAsync(world.DoAsync(other, (ViewCase view) => view.ExecuteAsync(opened.Id, stranger))));
        Assert.Equal(CaseDesk.NotFound, await World.MustRefuseAsync(world.DoAsync(other, (NoteCase note) => note.ExecuteAsync(new(opened.Id, "x"), stranger))));
        Assert.Equal(RequestOverride.ProposalNotFound, await World.MustRefuseAsync(world.DoAsync(other, (ViewCounterProposal view) => view.ExecuteAsync(proposal.Id))));
        Assert.Equal(AssignCase.StaffUnknown, await World.MustRefuseAsync(world.TakeAsync(creditor, opened, stranger)));
        Assert.Empty(await CasesAsync(other));
    }

    private Task<Outcome<Case>> ReleaseAsync(Creditor creditor, Case found, Actor by) =>
        world.DoAsync(creditor, (ReleaseCase release) => release.ExecuteAsync(found.Id, by));

    private Task<Outcome<Case>> ResolveAsync(Creditor creditor, Case found, Actor by, string resolution = CaseResolution.Corrected, string? note = null) =>
        world.DoAsync(creditor, (ResolveCase resolve) => resolve.ExecuteAsync(new(found.Id, resolution, note), by));

    // A job about nothing fails each time, until nobody tries it again.
    private async Task DieAsync(Creditor creditor, bool twice = false)
    {
        for (var i = 0; i < (twice ? 2 : 1); i++)
        {
            await world.EnqueueAsync(new FollowCounterProposal(Id<CounterProposal>.New()), creditor);
        }

        for (var i = 0; i < JobRunner.MaxAttempts; i++)
        {
            await world.RunJobsAsync(TimeSpan.FromHours(2));
        }
    }

    private async Task<(Creditor Creditor, Debt Debt)> DebtAsync()
    {
        var creditor = await world.CreditorAsync();
        await world.FlooredPolicyAsync(creditor);
        return (creditor, await world.DebtAsync(creditor, of: Cpfs.New()));
    }

    private Task<List<Case>> CasesAsync(Creditor creditor) =>
        world.SeeAsync(creditor, db => db.Cases.AsNoTracking().OrderBy(c => c.Id).ToListAsync());
}
