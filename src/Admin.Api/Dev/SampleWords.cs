namespace Admin.Api.Dev;

internal sealed record SampleCity(string Name, string State, int AreaCode, int PostalPrefix);

/// <summary>What the sample portfolios are made of: names as common in Brazil, cities of every state, wares of two trades.</summary>
internal static class SampleWords
{
    public static readonly IReadOnlyList<string> FirstNames =
    [
        "Maria", "Ana", "Francisca", "Antônia", "Adriana", "Juliana", "Márcia", "Fernanda", "Patrícia", "Aline", "Sandra", "Camila", "Amanda", "Bruna",
        "Jéssica", "Letícia", "Júlia", "Luciana", "Vanessa", "Mariana", "Beatriz", "Larissa", "Rita de Cássia", "Conceição", "Ana Paula", "Maria José",
        "José", "João", "Antônio", "Francisco", "Carlos", "Paulo", "Pedro", "Lucas", "Luiz", "Marcos", "Luís", "Gabriel", "Rafael", "Daniel", "Marcelo",
        "Bruno", "Eduardo", "Felipe", "Raimundo", "Rodrigo", "Manoel", "Mateus", "André", "Fernando", "Fábio", "Gustavo", "Sebastião", "José Carlos",
        "Ubirajara", "Iracema", "Yasmin", "Kauã", "Thiago", "Wellington", "Cauê", "Zuleide", "Ângela", "Vinícius", "Ítalo", "Ester",
    ];

    public static readonly IReadOnlyList<string> Surnames =
    [
        "da Silva", "dos Santos", "de Oliveira", "de Souza", "Rodrigues", "Ferreira", "Alves", "Pereira", "Lima", "Gomes", "Costa", "Ribeiro", "Martins",
        "Carvalho", "de Almeida", "Lopes", "Soares", "Fernandes", "Vieira", "Barbosa", "Rocha", "Dias", "do Nascimento", "de Andrade", "Moreira", "Nunes",
        "Marques", "Machado", "Mendes", "Freitas", "Cardoso", "Ramos", "Gonçalves", "Santana", "Teixeira", "D'Ávila", "Araújo", "Conceição", "Nakamura",
        "Bragança", "Schmidt", "Tupinambá", "Cavalcanti", "Guimarães", "e Sá", "Xavier", "Queiroz", "Magalhães",
    ];

    public static readonly IReadOnlyList<string> CompanyEndings = ["Comércio Ltda.", "Transportes Ltda.", "Padaria e Confeitaria ME", "Serviços EIRELI", "Oficina Ltda."];

    public static readonly IReadOnlyList<string> Streets =
    [
        "Rua das Flores", "Avenida Brasil", "Rua 7 de Setembro", "Travessa São José", "Avenida Getúlio Vargas", "Rua Quinze de Novembro", "Praça da Matriz",
        "Rua do Comércio", "Rua \"A\"; fundos", "Alameda dos Ipês", "Quadra 12, Conjunto B",
    ];

    public static readonly IReadOnlyList<SampleCity> Cities =
    [
        new("São Paulo", "SP", 11, 1310), new("Campinas", "SP", 19, 13010), new("Santos", "SP", 13, 11010), new("Rio de Janeiro", "RJ", 21, 20040),
        new("Niterói", "RJ", 21, 24020), new("Belo Horizonte", "MG", 31, 30110), new("Uberlândia", "MG", 34, 38400), new("Salvador", "BA", 71, 40020),
        new("Feira de Santana", "BA", 75, 44001), new("Fortaleza", "CE", 85, 60025), new("Recife", "PE", 81, 50030), new("Curitiba", "PR", 41, 80010),
        new("Londrina", "PR", 43, 86010), new("Porto Alegre", "RS", 51, 90010), new("Caxias do Sul", "RS", 54, 95010), new("Manaus", "AM", 92, 69005),
        new("Belém", "PA", 91, 66010), new("Goiânia", "GO", 62, 74003), new("Brasília", "DF", 61, 70040), new("São Luís", "MA", 98, 65010),
        new("Maceió", "AL", 82, 57020), new("Natal", "RN", 84, 59025), new("Teresina", "PI", 86, 64000), new("João Pessoa", "PB", 83, 58010),
        new("Aracaju", "SE", 79, 49010), new("Cuiabá", "MT", 65, 78005), new("Campo Grande", "MS", 67, 79002), new("Florianópolis", "SC", 48, 88010),
        new("Joinville", "SC", 47, 89201), new("Vitória", "ES", 27, 29010), new("Porto Velho", "RO", 69, 76801), new("Rio Branco", "AC", 68, 69900),
        new("Macapá", "AP", 96, 68900), new("Boa Vista", "RR", 95, 69301), new("Palmas", "TO", 63, 77001),
    ];

    public static readonly IReadOnlyList<string> MailDomains = ["exemplo.example", "correio.example", "mail.example", "post.example"];

    public static readonly IReadOnlyList<string> RetailProducts =
        ["Cartão da loja", "Crediário", "Crediário", "Garantia estendida", "Móveis a prazo", "Eletrodomésticos"];

    public static readonly IReadOnlyList<string> TelecomProducts = ["Plano móvel", "Internet residencial", "TV por assinatura", "Telefone fixo"];

    public static readonly IReadOnlyList<string> Tags = ["primeira-compra", "cliente-antigo", "jornal", "feirão", "sem-contato"];
}
