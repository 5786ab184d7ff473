namespace Tests.Testing;
