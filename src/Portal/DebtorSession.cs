using System.Security.Claims;

namespace Portal;

/// <summary>The person this request speaks for, once the one-time code has been proved.</summary>
public sealed class DebtorSession(IHttpContextAccessor http)
{
    internal const string PersonClaim = "person";
    internal const string SignInClaim = "signin";

    public PersonKey Person => PersonKey.Parse(Claim(PersonClaim));

    public Actor Actor => Actor.Debtor(Person);

    /// <summary>Which proof of code opened this session: part of the evidence of an acceptance.</summary>
    public string SignInId => Claim(SignInClaim);

    private string Claim(string type) => http.HttpContext!.User.FindFirstValue(type)!;
}
