namespace Portal;

/// <summary>A Pix code to copy, and the same as a picture.</summary>
public sealed record PixCodeView(string PixCode, string Qr);
