// Passkeys: the only part of signing in that needs a script. Where it cannot run, its buttons stay hidden.

const base = '/api/auth/passkey';

/** Shows and wires every `data-passkey` part of the page, where the browser knows passkeys. */
export function passkeys(document: Document, location: Location): void {
  if (typeof PublicKeyCredential === 'undefined' || !('parseCreationOptionsFromJSON' in PublicKeyCredential)) return;
  for (const part of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
    const button = part.querySelector('button');
    if (button === null) continue;
    part.hidden = false;
    button.addEventListener('click', () => void press(part, button, location));
  }
}

async function press(part: HTMLElement, button: HTMLButtonElement, location: Location): Promise<void> {
  const status = part.querySelector('[role=status]');
  button.disabled = true;
  if (status !== null) status.textContent = 'Follow what your device asks.';
  try {
    if (part.dataset['passkey'] === 'add') {
      await add(part.querySelector('input')?.value.trim() ?? '');
      location.assign('/account?notice=passkey-added');
    } else {
      await signIn();
      location.assign(part.dataset['next'] ?? '/');
    }
  } catch (error) {
    if (status !== null) status.textContent = sentence(error);
    button.disabled = false;
  }
}

function sentence(error: unknown): string {
  const code = error instanceof Error ? error.message : '';
  if (code === 'SESSION_NOT_FRESH') return 'For your safety, sign out and in again, then add the passkey.';
  if (code === 'ACCOUNT_CLOSED') return 'This account is closed. Ask an administrator of your place.';
  if (code === 'PERSON_NOT_VERIFIED') return 'This device did not ask for your finger, face or PIN. Try another one.';
  if (error instanceof DOMException && error.name === 'InvalidStateError') return 'This device has a passkey already.';
  if (error instanceof DOMException) return 'Nothing was done. Press the button to try again.';
  return 'That did not work. Try again, or use your password.';
}

async function ask(path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(
    `${base}/${path}`,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  const code = typeof answer === 'object' && answer !== null && 'code' in answer ? String(answer.code) : '';
  throw new Error(code);
}

function madeBy(credential: Credential | null): unknown {
  if (!(credential instanceof PublicKeyCredential)) throw new Error('NO_CREDENTIAL');
  return credential.toJSON();
}

async function add(name: string): Promise<void> {
  const options = (await ask('generate-register-options')) as PublicKeyCredentialCreationOptionsJSON;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const response = madeBy(await navigator.credentials.create({ publicKey }));
  await ask('verify-registration', { response, ...(name === '' ? {} : { name }) });
}

async function signIn(): Promise<void> {
  const options = (await ask('generate-authenticate-options')) as PublicKeyCredentialRequestOptionsJSON;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const response = madeBy(await navigator.credentials.get({ publicKey }));
  await ask('verify-authentication', { response });
}
