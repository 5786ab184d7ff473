namespace Admin.Api.Http;

internal static class RawBody
{
    extension(HttpRequest request)
    {
        /// <summary>The body as it came, byte for byte; null when it is longer than <paramref name="limit"/>.</summary>
        public async Task<byte[]?> ReadRawAsync(int limit)
        {
            var buffer = new byte[81920];
            using var held = new MemoryStream();

            for (int read; (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0;)
            {
                held.Write(buffer, 0, read);

                if (held.Length > limit)
                {
                    return null;
                }
            }

            return held.ToArray();
        }
    }
}
