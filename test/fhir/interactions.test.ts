import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../support/app.ts';
import { agree } from '../support/people.ts';
import { fhirClient, patient, serviceRequest, task, type Resource } from '../support/fhir.ts';

function withoutServer(resource: Resource): Record<string, unknown> {
  const { id: _id, meta, ...rest } = resource;
  const { versionId: _v, lastUpdated: _l, ...kept } = meta as Record<string, unknown>;
  return Object.keys(kept).length === 0 ? rest : { ...rest, meta: kept };
}

describe('reading and writing over FHIR', () => {
  it('gives back what was sent, to the digit and with what stands beside it', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const sent = patient({
        text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">Ruth</div>' },
        _birthDate: {
          extension: [
            { url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime', valueDateTime: '1944-05-06T10:00:00Z' },
          ],
        },
        contact: [{ relationship: [{ text: 'Daughter' }], name: { text: 'Una' } }],
        communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'cy' }] }, preferred: true }],
        multipleBirthInteger: 2,
      });
      const made = await client.post('Patient', { ...sent, id: 'mine' });
      assert.equal(made.status, 201, made.text);
      assert.notEqual(made.id, 'mine');
      const read = await client.get(`Patient/${made.id}`);
      assert.deepEqual(withoutServer(read.json), sent);
      const request = await client.send('POST', 'ServiceRequest', {
        text: JSON.stringify(serviceRequest(`Patient/${made.id}`, { quantityQuantity: { value: 4 } })).replace(
          '"value":4}',
          '"value":4.0}',
        ),
      });
      assert.equal(request.status, 201, request.text);
      assert.ok((await client.get(`ServiceRequest/${request.id}`)).text.includes('"value":4.0'), 'digits are kept');
    });
  });

  it('shows a page what a client wrote, and a client what a page changed', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const made = await client.post('Patient', patient());
      const worker = await app.person('link-worker');
      const page = await app.get(`/testbourne/people/${made.id}`, worker);
      assert.equal(page.status, 200);
      assert.ok(page.html.includes('Ruth Ann Moor'));
      await app.db.write(app.seed, async (trx) => {
        await trx.updateTable('person').set({ phone: '01632 960999', version: 2 }).where('id', '=', made.id).execute();
      });
      const after = await client.get(`Patient/${made.id}`);
      assert.equal(after.headers['etag'], 'W/"2"');
      assert.ok(after.text.includes('01632 960999') && !after.text.includes('01632 960001'));
      assert.deepEqual(after.json['address'], made.json['address'], 'what the page did not change is as it was sent');
    });
  });

  it('answers a read with 304 where the copy is still right', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const made = await client.post('Patient', patient());
      const path = `Patient/${made.id}`;
      for (const tag of ['W/"1"', '"1"', '*', 'W/"7", W/"1"']) {
        const answer = await client.get(path, { 'if-none-match': tag });
        assert.equal(answer.status, 304, tag);
        assert.equal(answer.text, '');
      }
      assert.equal((await client.get(path, { 'if-none-match': 'W/"2"' })).status, 200);
      const since = made.headers['last-modified'] ?? '';
      assert.equal((await client.get(path, { 'if-modified-since': since })).status, 304);
    });
  });

  it('keeps versions, and the story of a record newest first', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const made = await client.post('Patient', patient());
      const path = `Patient/${made.id}`;
      const changed = await client.put(path, { ...made.json, birthDate: '1944-05-07', gender: 'other' });
      assert.equal(changed.status, 200, changed.text);
      assert.equal(changed.headers['etag'], 'W/"2"', 'one request is one version, however many tables it changed');
      const again = await client.put(path, { ...changed.json, maritalStatus: { text: 'Widowed' } });
      assert.equal(again.headers['etag'], 'W/"3"');
      const first = await client.get(`${path}/_history/1`);
      assert.equal(first.json['birthDate'], '1944-05-06');
      assert.equal((await client.get(`${path}/_history/2`)).json['birthDate'], '1944-05-07');
      assert.equal((await client.get(`${path}/_history/9`)).status, 404);
      const story = await client.get(`${path}/_history`);
      assert.equal(story.json['type'], 'history');
      assert.deepEqual(
        story.entries.map((one) => (one.resource['meta'] as { versionId: string }).versionId),
        ['3', '2', '1'],
      );
    });
  });

  it('refuses a change that was made from an older version, and loses nothing', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const made = await client.post('Patient', patient());
      const path = `Patient/${made.id}`;
      assert.equal(
        (await client.put(path, { ...made.json, birthDate: '1944-05-08' }, { 'if-match': 'W/"1"' })).status,
        200,
      );
      const late = await client.put(path, { ...made.json, birthDate: '1944-05-09' }, { 'if-match': 'W/"1"' });
      assert.equal(late.status, 412);
      assert.equal((await client.get(path)).json['birthDate'], '1944-05-08');
      assert.equal((await client.put(path, made.json, { 'if-match': 'soon' })).status, 400);
      assert.equal((await client.put(path, { ...made.json, id: 'other' })).status, 400);
      assert.equal((await client.put(path, withoutServer(made.json))).status, 400);
      const nobody = '01960000-0000-7000-8000-0000000000aa';
      assert.equal((await client.put(`Patient/${nobody}`, { ...made.json, id: nobody })).status, 404);
      assert.equal((await client.get(`Patient/${nobody}`)).status, 404);
      assert.equal((await client.get('Patient/not-a-uuid')).status, 404);
    });
  });

  it('never loosens how somebody may be contacted because it was left out', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const extension = [
        { url: 'urn:common-thread:fhir:safe-contact', valueCode: 'only-this-way' },
        { url: 'urn:common-thread:fhir:safe-contact-note', valueString: 'Mornings, by text' },
      ];
      const made = await client.post('Patient', patient({ extension }));
      const { extension: _left, ...without } = made.json;
      const changed = await client.put(`Patient/${made.id}`, { ...without, birthDate: '1944-05-08' });
      assert.equal(changed.status, 200, changed.text);
      const row = await app.db.read(app.seed, async (trx) =>
        trx
          .selectFrom('person')
          .select(['safe_contact', 'safe_contact_note'])
          .where('id', '=', made.id)
          .executeTakeFirstOrThrow(),
      );
      assert.deepEqual(row, { safe_contact: 'only-this-way', safe_contact_note: 'Mornings, by text' });
    });
  });

  it('changes by a JSON Patch, all of it or nothing', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const made = await client.post('Patient', patient());
      const patch = async (operations: unknown, type = 'application/json-patch+json') =>
        client.send('PATCH', `Patient/${made.id}`, { body: operations, headers: { 'content-type': type } });
      const done = await patch([
        { op: 'test', path: '/gender', value: 'female' },
        { op: 'replace', path: '/birthDate', value: '1944-05-10' },
        { op: 'add', path: '/name/-', value: { use: 'nickname', given: ['Ruthie'] } },
        { op: 'remove', path: '/telecom/1' },
      ]);
      assert.equal(done.status, 200, done.text);
      assert.equal(done.json['birthDate'], '1944-05-10');
      assert.equal((done.json['telecom'] as unknown[]).length, 1);
      for (const wrong of [
        [{ op: 'replace', path: '/nothing/here', value: 1 }],
        [{ op: 'test', path: '/gender', value: 'male' }],
        [{ op: 'add', path: '/__proto__/x', value: 1 }],
        [{ op: 'dance', path: '/gender' }],
        { op: 'add' },
      ])
        assert.equal((await patch(wrong)).status, 422, JSON.stringify(wrong));
      assert.equal((await patch([], 'application/fhir+json')).status, 415);
    });
  });

  it('creates on a condition: none is made, one is given back, several are refused', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const by = (value: string) => ({ 'if-none-exist': `identifier=https://practice.example/patients|${value}` });
      const first = await client.post('Patient', patient(), by('P-1'));
      assert.equal(first.status, 201, first.text);
      const second = await client.post('Patient', patient(), by('P-1'));
      assert.equal(second.status, 200, second.text);
      assert.equal(second.id, first.id);
      await client.post('Patient', patient());
      assert.equal((await client.post('Patient', patient(), by('P-1'))).status, 412);
      assert.equal((await client.post('Patient', patient(), by('P-2'))).status, 201);
      assert.equal((await client.post('Patient', patient(), { 'if-none-exist': 'nonsense=1' })).status, 400);
      assert.equal((await client.post('Patient', patient(), { 'if-none-exist': '' })).status, 201);
    });
  });

  it('never tells by a condition that somebody is there whom the client may not see', async () => {
    await withTestApp(async (app) => {
      const other = await app.addOrganisation('Testbourne Surgery');
      const [ours, theirs] = [await fhirClient(app), await fhirClient(app, { organisation: other })];
      assert.equal((await ours.post('Patient', patient())).status, 201);
      const condition = { 'if-none-exist': 'identifier=https://fhir.nhs.uk/Id/nhs-number|9990000018' };
      assert.equal((await theirs.post('Patient', patient(), condition)).status, 201);
    });
  });

  it('updates on a condition', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const path = 'Patient?identifier=https://practice.example/patients|P-1';
      const made = await client.put(path, patient());
      assert.equal(made.status, 201, made.text);
      const changed = await client.put(path, patient({ birthDate: '1950-01-01' }));
      assert.equal(changed.status, 200, changed.text);
      assert.equal(changed.id, made.id);
      await client.post('Patient', patient());
      assert.equal((await client.put(path, patient())).status, 412);
    });
  });

  it('answers a write as the client prefers it', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const minimal = await client.post('Patient', patient(), { prefer: 'return=minimal' });
      assert.equal(minimal.status, 201);
      assert.equal(minimal.text, '');
      assert.ok(minimal.headers['location']);
      const outcome = await client.post(
        'Patient',
        patient({ identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000019' }] }),
        {
          prefer: 'return=OperationOutcome',
        },
      );
      assert.equal(outcome.json.resourceType, 'OperationOutcome');
      assert.deepEqual(
        outcome.issues.map((one) => one.severity),
        ['information', 'warning'],
        'a wrong check digit is a warning here',
      );
      assert.deepEqual(outcome.paths, ['Patient.identifier[0].value']);
    });
  });

  it('says where something is wrong, and stores nothing of it', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const { id } = await client.post('Patient', patient());
      const subject = `Patient/${id}`;
      const wrong: [string, unknown, number, string][] = [
        ['Patient', patient({ birthDate: '1944-02-30' }), 400, 'Patient.birthDate'],
        ['Patient', patient({ nonsense: 1 }), 422, 'Patient.nonsense'],
        ['Patient', patient({ gender: 'woman' }), 422, 'Patient.gender'],
        ['Patient', patient({ name: 'Ruth' }), 400, 'Patient.name'],
        ['Patient', patient({ name: [] }), 400, 'Patient.name'],
        ['Patient', patient({ active: 'yes' }), 400, 'Patient.active'],
        ['Patient', patient({ contact: [{ relationship: [{ text: 'x' }] }] }), 422, 'Patient.contact[0]'],
        ['Patient', patient({ telecom: [{ value: '01632' }] }), 422, 'Patient.telecom[0]'],
        ['Patient', patient({ contained: [patient()] }), 422, 'Patient.contained'],
        ['Patient', patient({ modifierExtension: [{ url: 'x', valueString: 'y' }] }), 422, 'Patient.modifierExtension'],
        ['Patient', patient({ photo: [{ title: 'x' }] }), 422, 'Patient.photo'],
        [
          'Patient',
          patient({ managingOrganization: { reference: 'Patient/1' } }),
          400,
          'Patient.managingOrganization.reference',
        ],
        ['Patient', patient({ extension: [{ url: 'x' }] }), 422, 'Patient.extension[0]'],
        [
          'Patient',
          patient({
            identifier: [0, 1].map(() => ({ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' })),
          }),
          422,
          'Patient.identifier[1]',
        ],
        ['ServiceRequest', serviceRequest(subject, { status: 'sent' }), 422, 'ServiceRequest.status'],
        ['ServiceRequest', serviceRequest(subject, { subject: undefined }), 422, 'ServiceRequest.subject'],
        [
          'ServiceRequest',
          serviceRequest(subject, { code: undefined, orderDetail: [{ text: 'x' }] }),
          422,
          'ServiceRequest.orderDetail',
        ],
        [
          'ServiceRequest',
          serviceRequest('Patient/01960000-0000-7000-8000-0000000000aa'),
          422,
          'ServiceRequest.subject',
        ],
        ['ServiceRequest', serviceRequest(subject, { status: 'completed' }), 422, 'ServiceRequest.status'],
        ['Task', task('ServiceRequest/1', subject, app.organisation.id, { status: 'bogus' }), 422, 'Task.status'],
        [
          'Task',
          task('ServiceRequest/1', subject, app.organisation.id, { lastModified: '2026-01-01' }),
          422,
          'Task.lastModified',
        ],
      ];
      for (const [type, body, status, path] of wrong) {
        const answer = await client.post(type, body);
        assert.equal(answer.status, status, answer.text);
        assert.ok(answer.paths.includes(path), `${path} in ${answer.text}`);
      }
      assert.equal((await client.send('POST', 'Patient', { text: '{"resourceType":' })).status, 400);
      assert.equal((await client.post('Patient', serviceRequest(subject))).status, 400);
      assert.equal((await client.post('Medication', { resourceType: 'Medication' })).status, 404);
      assert.equal((await client.get('Medication/1')).status, 404);
      const huge = await client.post('Patient', patient({ name: [{ text: 'x'.repeat(2_000_000) }] }));
      assert.equal(huge.status, 413);
      assert.equal(huge.json.resourceType, 'OperationOutcome');
      const people = await client.get('Patient?_summary=count');
      assert.equal(people.json['total'], 1);
    });
  });

  it('validates without writing', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const good = await client.post('Patient/$validate', patient());
      assert.equal(good.status, 200, good.text);
      assert.deepEqual(
        good.issues.map((one) => one.severity),
        ['information'],
      );
      const bad = await client.post('Patient/$validate', {
        resourceType: 'Parameters',
        parameter: [{ name: 'resource', resource: patient({ gender: 'x' }) }],
      });
      assert.equal(bad.status, 200);
      assert.deepEqual(bad.paths, ['Patient.gender']);
      assert.equal((await client.get('Patient?_summary=count')).json['total'], 0);
    });
  });

  it('sends JSON of R4 and nothing else', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      for (const accept of [
        'application/fhir+xml',
        'text/html',
        'application/fhir+json; fhirVersion=3.0',
        'application/fhir+json;q=0',
      ])
        for (const path of ['Patient', 'metadata']) {
          const answer = await client.get(path, { accept });
          assert.equal(answer.status, 406, `${path} as ${accept}`);
          assert.equal(answer.json.resourceType, 'OperationOutcome');
        }
      for (const accept of [
        'application/fhir+json',
        'application/json',
        '*/*',
        'application/fhir+json; version=1.4.0',
        'application/fhir+json; fhirVersion=4.0',
        'text/html, application/json;q=0.9',
      ])
        assert.equal((await client.get('Patient', { accept })).status, 200, accept);
      assert.equal((await client.get('Patient?_format=xml')).status, 406);
      assert.equal((await client.get('Patient?_format=json', { accept: 'application/xml' })).status, 200);
      const xml = await client.send('POST', 'Patient', {
        text: '<Patient/>',
        headers: { 'content-type': 'application/fhir+xml' },
      });
      assert.equal(xml.status, 415);
      assert.match(xml.headers['content-type'] ?? '', /^application\/fhir\+json/);
    });
  });

  it('says truthfully what it can do, to anybody', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      client.token = '';
      const metadata = await client.get('metadata');
      assert.equal(metadata.status, 200);
      assert.equal(metadata.json['fhirVersion'], '4.0.1');
      const [rest] = metadata.json['rest'] as {
        resource: { type: string; interaction: { code: string }[]; searchParam: { name: string }[] }[];
      }[];
      await client.signIn();
      for (const { type, interaction, searchParam } of rest?.resource ?? []) {
        const offers = (code: string): boolean => interaction.some((one) => one.code === code);
        assert.equal((await client.get(type)).status, 200, type);
        const made = await client.post(type, {});
        assert.equal(made.status === 405, !offers('create'), `create ${type}: ${made.text}`);
        const changed = await client.put(`${type}/1`, {});
        assert.equal(changed.status === 405, !offers('update'), `update ${type}: ${changed.text}`);
        const gone = await client.send('DELETE', `${type}/1`);
        assert.equal(gone.status === 405, !offers('delete'), `delete ${type}: ${gone.text}`);
        for (const { name } of searchParam) {
          const found = await client.get(`${type}?${name}:missing=true`, { prefer: 'handling=strict' });
          assert.equal(found.status, 200, `${type}?${name}: ${found.text}`);
        }
      }
      const smart = await client.get('.well-known/smart-configuration');
      assert.ok(String(smart.json['token_endpoint']).endsWith('/fhir/r4/token'));
    });
  });

  it('does a transaction whole or not at all', async () => {
    await withTestApp(async (app) => {
      const group = await app.addOrganisation('Testbourne Café');
      await agree(app, [app.organisation.id, group]);
      const client = await fhirClient(app);
      const [p, r] = ['urn:uuid:0196aaaa-0000-4000-8000-000000000001', 'urn:uuid:0196aaaa-0000-4000-8000-000000000002'];
      const entry = (fullUrl: string, resource: Resource) => ({
        fullUrl,
        resource,
        request: { method: 'POST', url: resource.resourceType },
      });
      const bundle = (last: Resource) => ({
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          entry('urn:uuid:0196aaaa-0000-4000-8000-000000000003', last),
          entry(r, serviceRequest(p)),
          entry(p, patient()),
        ],
      });
      const bad = await client.post('', bundle(task(r, p, group, { status: 'completed' })));
      assert.equal(bad.status, 422, bad.text);
      assert.ok(bad.paths[0]?.startsWith('Bundle.entry[0]'), bad.text);
      assert.equal((await client.get('Patient?_summary=count')).json['total'], 0, 'nothing is left behind');
      const good = await client.post('', bundle(task(r, p, group)));
      assert.equal(good.status, 200, good.text);
      assert.equal(good.json['type'], 'transaction-response');
      const entries = good.json['entry'] as {
        resource: Resource;
        response: { status: string; location: string; etag: string };
      }[];
      assert.deepEqual(
        entries.map((one) => one.response.status),
        ['201', '201', '201'],
      );
      const [made] = entries;
      assert.ok(made !== undefined && made.response.location.includes('/Task/'));
      const focus = (made.resource['focus'] as { reference: string }).reference;
      assert.match(focus, /^ServiceRequest\/[0-9a-f-]{36}$/);
      assert.equal((await client.get(focus)).status, 200);
      const many = {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: Array.from({ length: 101 }, () => entry(p, patient())),
      };
      assert.equal((await client.post('', many)).status, 413);
      const batch = await client.post('', {
        resourceType: 'Bundle',
        type: 'batch',
        entry: [entry(p, patient({ gender: 'x' })), entry(p, patient()), { request: { method: 'GET', url: focus } }],
      });
      assert.equal(batch.status, 200, batch.text);
      assert.deepEqual(
        (batch.json['entry'] as { response: { status: string } }[]).map((one) => one.response.status),
        ['422', '201', '200'],
      );
    });
  });
});
