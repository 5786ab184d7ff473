namespace Shared.Documents.Pdf;

/// <summary>Measured from the top left, in the units of its figure or of its page.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height);

/// <summary>A picture made of black boxes: a QR code, a barcode. Without its quiet zone the white of the paper must stay around it.</summary>
internal sealed record Figure(double Width, double Height, IReadOnlyList<Box> Boxes);
