namespace Tests.E2e.Staging;

/// <summary>Reads the QR code from a picture of the screen, as another phone would.</summary>
public static class QrReader
{
    public static async Task<string> ReadAsync(Visit visit)
    {
        var picture = Path.Combine(visit.Stage.Folder, $"qr-{Guid.CreateVersion7():N}.png");
        await visit.Page.ScreenshotAsync(new() { Path = picture, FullPage = true });
        var read = await Tool.RunAsync("zbarimg", ["--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", picture]);
        return read.TrimEnd('\n');
    }
}
