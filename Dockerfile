# Two images, one for each host. Ubuntu's full image, not a chiselled one: pt-BR needs ICU, São Paulo needs tzdata.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /source
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Shared/Shared.csproj src/Shared/packages.lock.json src/Shared/
COPY src/Portal/Portal.csproj src/Portal/packages.lock.json src/Portal/
COPY src/Admin.Api/Admin.Api.csproj src/Admin.Api/packages.lock.json src/Admin.Api/
RUN dotnet restore src/Portal --locked-mode && dotnet restore src/Admin.Api --locked-mode
COPY src src
COPY docs/api docs/api
COPY CHANGELOG.md ./
RUN dotnet publish src/Portal --no-restore -c Release -o /out/portal \
 && dotnet publish src/Admin.Api --no-restore -c Release -o /out/admin

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble AS host
# The image has no curl; bash speaks enough HTTP to ask whether we are ready.
COPY --chmod=755 <<'EOS' /usr/local/bin/ready
#!/bin/bash
exec 3<>/dev/tcp/127.0.0.1/8080 || exit 1
printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
IFS= read -r -t 5 status <&3
[[ $status == *' 200 '* ]]
EOS
RUN install -d -o app -g app /data
WORKDIR /app
EXPOSE 8080
USER app
HEALTHCHECK --interval=5s --timeout=6s --start-period=30s --retries=6 CMD ["ready"]

FROM host AS portal
COPY --from=build /out/portal ./
ENTRYPOINT ["dotnet", "Portal.dll"]

# The same image serves, works and migrates: the command says which.
FROM host AS admin
COPY --from=build /out/admin ./
ENTRYPOINT ["dotnet", "Admin.Api.dll"]
CMD ["serve"]
