namespace Tests.E2e.Chaos;

/// <summary>The steps from the CPF to the money, in order.</summary>
public enum Step { AskForCode, ProveCode, LookAtOffers, Accept, OpenPix, Pay, Done }

/// <summary>
/// Somebody who wants to be rid of a debt and does not give up: when a page does not come, they load it again and go on
/// from wherever things stand.
/// </summary>
public sealed class Debtor(Stage stage, Person person) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan UntilAnotherCode = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan UntilTheCodeIsMissed = TimeSpan.FromSeconds(40);
    private readonly WebPerson _web = new(stage.Portal.Address);
    private bool _hasPressedPay;

    public Task SettleAsync() => GoUntilAsync(Step.Done);

    /// <summary>Goes on until the next thing to do is <paramref name="stop"/>.</summary>
    public async Task GoUntilAsync(Step stop)
    {
        var since = TimeProvider.System.GetTimestamp();

        while (await StepAsync(stop) != stop)
        {
            Invariant.Holds(TimeProvider.System.GetElapsedTime(since) < Patience,
                $"{person.Name} gave up at {_web.Location} ({_web.Status}): {_web.Heading}\n{stage.LastWords()}");
        }
    }

    public void Dispose() => _web.Dispose();

    // Does the next thing, unless it is where to stop; the answer is what that was.
    private async Task<Step?> StepAsync(Step stop)
    {
        try
        {
            var next = await NextAsync();

            if (next < stop)
            {
                await DoAsync(next);
            }

            return next;
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException)
        {
            await Task.Delay(Breath);
            return null;
        }
    }

    private async Task<Step> NextAsync()
    {
        if (_web.CanPress("Entrar"))
        {
            return Step.ProveCode;
        }

        if (_web.CanPress("Aceitar"))
        {
            return Step.Accept;
        }

        if (_web.CanPress("Simular pagamento") && !_hasPressedPay)
        {
            return Step.Pay;
        }

        await _web.GoAsync("/inicio");
        return _web switch
        {
            { Location.AbsolutePath: not "/inicio" } => Step.AskForCode,
            _ when _web.CanFollow("Pagar com Pix") => Step.OpenPix,
            _ when _web.CanFollow("Ver propostas") => Step.LookAtOffers,
            _ when _web.CanFollow("Ver parcelas e comprovantes") => Step.Done,
            _ => throw new HttpRequestException($"The first page does not say how things stand: {(int)_web.Status}."),
        };
    }

    private Task DoAsync(Step step) => step switch
    {
        Step.AskForCode => AskForCodeAsync(),
        Step.ProveCode => ProveCodeAsync(),
        Step.LookAtOffers => LookAtOffersAsync(),
        Step.Accept => _web.PressAsync("Aceitar"),
        Step.OpenPix => OpenPixAsync(),
        Step.Pay => PayAsync(),
        _ => Task.CompletedTask,
    };

    private async Task AskForCodeAsync()
    {
        await _web.GoAsync("/entrar");
        await _web.PressAsync("Continuar", ("Cpf", person.Document));

        if (_web.Location.AbsolutePath != "/entrar/codigo")
        {
            await Task.Delay(UntilAnotherCode);
        }
    }

    private async Task ProveCodeAsync()
    {
        if (await stage.Mailbox.NewCodeSentToAsync(person.Email, UntilTheCodeIsMissed) is not { } code)
        {
            await _web.PressAsync("Enviar outro código");
            return;
        }

        try
        {
            await _web.PressAsync("Entrar", ("Code", code));
        }
        finally
        {
            // Not answered, or a code that no longer counts: begin again rather than stay on that page.
            if (_web.Location.AbsolutePath == "/entrar/codigo")
            {
                _web.Leave();
            }
        }
    }

    private async Task LookAtOffersAsync()
    {
        await _web.FollowAsync("Ver propostas");
        var offer = _web.Page.QuerySelector("input[type=radio]")?.GetAttribute("value");
        Invariant.Holds(offer is not null, $"There is no offer for {person.Name} at {_web.Location}.");
        await _web.PressAsync("Revisar", ("Offer", offer!));
    }

    // Somebody whose first press was not answered asks whether the money went before sending it again.
    private async Task OpenPixAsync()
    {
        await _web.FollowAsync("Pagar com Pix");

        if (_hasPressedPay && _web.CanPress("Já paguei"))
        {
            await _web.PressAsync("Já paguei");
            _hasPressedPay = !_web.CanPress("Simular pagamento");
        }
    }

    private async Task PayAsync()
    {
        _hasPressedPay = true;
        await _web.PressAsync("Simular pagamento");

        if (_web.CanPress("Já paguei"))
        {
            await _web.PressAsync("Já paguei");
        }
    }
}
