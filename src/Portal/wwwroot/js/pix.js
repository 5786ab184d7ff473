const copy = document.querySelector("[data-copy]");
const watch = document.querySelector("[data-status-url]");

if (copy) {
  const code = document.getElementById(copy.dataset.copy);
  const said = document.getElementById("copiado");
  copy.hidden = false;

  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.value);
      said.textContent = "Código copiado. Agora abra o app do seu banco.";
    } catch {
      code.focus();
      code.select();
      said.textContent = "Não deu para copiar sozinho. O código está selecionado: segure nele e escolha Copiar.";
    }
  });
}

if (watch) {
  const every = 1500;
  const until = Date.now() + 15 * 60 * 1000;
  let wait = every;
  let timer = 0;
  let asking = false;

  const later = () => {
    clearTimeout(timer);

    if (document.visibilityState === "visible" && Date.now() < until) {
      timer = setTimeout(ask, wait);
    }
  };

  const ask = async () => {
    if (asking) {
      return;
    }

    asking = true;

    try {
      const answer = await fetch(watch.dataset.statusUrl, { cache: "no-store", signal: AbortSignal.timeout(10000) });

      if (answer.redirected || answer.status === 401 || answer.status === 404) {
        location.reload();
        return;
      }

      if (!answer.ok) {
        throw new Error(String(answer.status));
      }

      const { state } = await answer.json();
      wait = every;

      if (state !== watch.dataset.state) {
        location.replace(location.href.split("#")[0]);
        return;
      }
    } catch {
      wait = Math.min(wait * 2, 60000);
    } finally {
      asking = false;
    }

    later();
  };

  // On one phone the page sleeps while the bank's app is open: ask the moment it is seen again.
  const wake = () => {
    if (document.visibilityState === "visible") {
      wait = every;
      ask();
    }
  };

  document.addEventListener("visibilitychange", wake);
  addEventListener("pageshow", wake);
  addEventListener("online", wake);
  later();
}
