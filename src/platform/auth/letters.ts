/** The letter with a link for a new password. It names nobody: it may be read over a shoulder. */
export function resetMail(address: string): { subject: string; body: string } {
  return {
    subject: 'Choose a new password for Common Thread',
    body: [
      'Somebody asked for a new password for your account on Common Thread.',
      '',
      'If it was you, open this address within one hour. It works once:',
      address,
      '',
      'If it was not you, you need not do anything. Your password stays as it is.',
    ].join('\n'),
  };
}
