import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../support/app.ts';
import { agree } from '../support/people.ts';
import { fhirClient, patient, serviceRequest, task, type FhirAnswer, type FhirClient } from '../support/fhir.ts';

function ids(answer: FhirAnswer, mode = 'match'): string[] {
  return answer.entries.filter((one) => one.search?.mode === mode).map((one) => String(one.resource['id']));
}

/** The address of the next page. */
function next(answer: FhirAnswer): string | undefined {
  return (answer.json['link'] as { relation: string; url: string }[]).find((one) => one.relation === 'next')?.url;
}

async function found(client: FhirClient, path: string): Promise<string[]> {
  const answer = await client.get(path, { prefer: 'handling=strict' });
  assert.equal(answer.status, 200, `${path}: ${answer.text}`);
  return ids(answer);
}

describe('a search over FHIR', () => {
  it('finds patients by every parameter, and by no other', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const ruth = (await client.post('Patient', patient())).id;
      const una = (
        await client.post(
          'Patient',
          patient({
            identifier: [{ system: 'https://practice.example/patients', value: 'P-2' }],
            name: [{ use: 'official', family: 'Vale', given: ['Úna'] }],
            telecom: undefined,
            birthDate: '1990-12-01',
            gender: 'other',
            address: [{ postalCode: 'WQ9 9ZZ' }],
            generalPractitioner: undefined,
            extension: undefined,
            active: undefined,
          }),
        )
      ).id;
      const both = [una, ruth];
      const cases: [string, string[]][] = [
        ['Patient', both],
        ['Patient?identifier=https://fhir.nhs.uk/Id/nhs-number|9990000018', [ruth]],
        ['Patient?identifier=https://practice.example/patients|P-2', [una]],
        ['Patient?identifier=P-2', [una]],
        ['Patient?identifier=https://practice.example/patients|', both],
        ['Patient?identifier=https://nobody.example|P-2', []],
        ['Patient?name=una', [una]],
        ['Patient?name=moo', [ruth]],
        ['Patient?name:exact=Moor', [ruth]],
        ['Patient?name:exact=moor', []],
        ['Patient?name:contains=oo', [ruth]],
        ['Patient?family=vale', [una]],
        ['Patient?given=ann', [ruth]],
        ['Patient?birthdate=1944-05-06', [ruth]],
        ['Patient?birthdate=1944', [ruth]],
        ['Patient?birthdate=ge1950', [una]],
        ['Patient?birthdate=lt1950-01-01', [ruth]],
        ['Patient?birthdate=ne1944-05-06', [una]],
        ['Patient?birthdate=ge1944&birthdate=le1944-12', [ruth]],
        ['Patient?gender=other', [una]],
        ['Patient?gender=female,other', both],
        ['Patient?gender:not=other', [ruth]],
        ['Patient?active:missing=true', [una]],
        ['Patient?address-postalcode=WQ9', [una]],
        ['Patient?phone=01632 960001', [ruth]],
        ['Patient?email=ruth@example.org', [ruth]],
        ['Patient?general-practitioner:identifier=https://fhir.nhs.uk/Id/ods-organization-code|A12345', [ruth]],
        [`Patient?_id=${ruth}`, [ruth]],
        [`Patient?_id=${ruth},${una}`, both],
        ['Patient?_lastUpdated=ge2026-03-02', both],
        ['Patient?_lastUpdated=lt2026-03-02', []],
        ['Patient?_profile=https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient&gender=female', [ruth]],
      ];
      for (const [path, expected] of cases)
        assert.deepEqual(await found(client, path.replaceAll(' ', '%20')), expected, path);
      for (const wrong of [
        'Patient?birthdate=soon',
        'Patient?name:sounds-like=x',
        'Patient?_count=many',
        'Patient?_include=Patient:name',
        'Patient?gender:missing=maybe',
        'Patient?_sort=name',
      ])
        assert.equal((await client.get(wrong)).status, 400, wrong);
      assert.equal((await client.get('Patient?shoe-size=9', { prefer: 'handling=strict' })).status, 400);
      const lenient = await client.get('Patient?shoe-size=9&gender=other');
      assert.deepEqual(ids(lenient), [una]);
      const [self] = lenient.json['link'] as { url: string }[];
      assert.ok(self?.url.includes('gender=other') && !self.url.includes('shoe'), 'self shows what counted');
    });
  });

  it('finds requests and tasks by every parameter, through others, and with what belongs to them', async () => {
    await withTestApp(async (app) => {
      const group = await app.addOrganisation('Testbourne Café');
      await agree(app, [app.organisation.id, group]);
      const us = app.organisation.id;
      const client = await fhirClient(app);
      const subject = `Patient/${(await client.post('Patient', patient())).id}`;
      const other = `Patient/${(await client.post('Patient', patient({ name: [{ text: 'Una Vale' }] }))).id}`;
      const requester = { reference: `Organization/${us}` };
      const first = await client.post(
        'ServiceRequest',
        serviceRequest(subject, {
          requester,
          performer: [{ reference: `Organization/${group}` }],
          occurrenceDateTime: '2026-04-01',
        }),
      );
      const second = await client.post(
        'ServiceRequest',
        serviceRequest(other, {
          identifier: undefined,
          status: 'draft',
          priority: 'urgent',
          basedOn: [{ reference: `ServiceRequest/${first.id}` }],
          authoredOn: '2026-02-01',
        }),
      );
      const sent = await client.post(
        'Task',
        task(`ServiceRequest/${first.id}`, subject, group, {
          requester,
          businessStatus: { text: 'Waiting' },
          groupIdentifier: { system: 'urn:x', value: 'G' },
        }),
      );
      const draft = await client.post(
        'Task',
        task(`ServiceRequest/${second.id}`, other, group, { status: 'draft', identifier: undefined }),
      );
      assert.equal(draft.status, 201, draft.text);
      const cases: [string, string[]][] = [
        ['ServiceRequest', [second.id, first.id]],
        [`ServiceRequest?subject=${subject}&_count=20`, [first.id]],
        [`ServiceRequest?patient=${subject}`, [first.id]],
        [`ServiceRequest?patient=${subject.replace('Patient/', '')}`, [first.id]],
        ['ServiceRequest?identifier=https://practice.example/requests|R-1', [first.id]],
        ['ServiceRequest?status=draft', [second.id]],
        ['ServiceRequest?intent=order&priority=urgent', [second.id]],
        ['ServiceRequest?category=http://snomed.info/sct|3457005', [second.id, first.id]],
        ['ServiceRequest?code=871731000000106', [second.id, first.id]],
        ['ServiceRequest?code:text=social', [second.id, first.id]],
        ['ServiceRequest?authored=ge2026-02-15', [first.id]],
        ['ServiceRequest?occurrence=2026-04', [first.id]],
        [`ServiceRequest?requester=Organization/${us}`, [first.id]],
        [`ServiceRequest?performer=Organization/${group}`, [first.id]],
        [`ServiceRequest?based-on=ServiceRequest/${first.id}`, [second.id]],
        ['ServiceRequest?patient.name=una', [second.id]],
        ['ServiceRequest?subject:Patient.gender=female', [second.id, first.id]],
        ['ServiceRequest?_has:Task:focus:status=requested', [first.id]],
        [`Task?owner=Organization/${group}`, [draft.id, sent.id]],
        [`Task?owner=Organization/${group}&status=requested`, [sent.id]],
        ['Task?owner:missing=true', []],
        ['Task?owner:Organization.name=Testbourne%20Caf%C3%A9', [draft.id, sent.id]],
        [`Task?requester=Organization/${us}`, [sent.id]],
        [`Task?focus=ServiceRequest/${first.id}`, [sent.id]],
        [`Task?patient=${subject}`, [sent.id]],
        ['Task?identifier=https://practice.example/tasks|T-1', [sent.id]],
        ['Task?group-identifier=urn:x|G', [sent.id]],
        ['Task?code=fulfill&intent=order&priority=routine', [draft.id, sent.id]],
        ['Task?business-status:text=waiting', [sent.id]],
        ['Task?authored-on=2026-03-01', [draft.id, sent.id]],
        ['Task?status:not=draft', [sent.id]],
      ];
      for (const [path, expected] of cases)
        assert.deepEqual((await found(client, path)).toSorted(), expected.toSorted(), path);
      const included = await client.get(
        `Task?patient=${subject}&_include=Task:focus&_include=Task:patient&_include=Task:owner`,
      );
      assert.deepEqual(
        included.entries.map((one) => one.resource.resourceType),
        ['Task', 'ServiceRequest', 'Patient', 'Organization'],
      );
      assert.equal(included.json['total'], 1, 'what is included is not counted');
      const reversed = await client.get(`ServiceRequest?_id=${first.id}&_revinclude=Task:focus`);
      assert.deepEqual(ids(reversed, 'include'), [sent.id]);
      await client.signIn('system/Task.rs');
      const alone = await client.get(`Task?patient=${subject}&_include=Task:focus&_include=Task:patient`);
      assert.deepEqual(
        alone.entries.map((one) => one.resource.resourceType),
        ['Task'],
        'only what the token reads is included',
      );
      assert.equal((await client.get('Task?patient.name=ruth')).status, 403);
    });
  });

  it('pages so that every one comes once, also when others are added meanwhile', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const made = new Set<string>();
      for (let index = 0; index < 7; index += 1)
        made.add((await client.post('Patient', patient({ name: [{ text: `Person ${index}` }] }))).id);
      for (const sort of ['', '&_sort=_lastUpdated', '&_sort=-_lastUpdated', '&_sort=_id']) {
        const seen: string[] = [];
        let answer = await client.get(`Patient?_count=3&name=person${sort}`);
        let pages = 1;
        for (;;) {
          seen.push(...ids(answer));
          const address = next(answer);
          if (address === undefined) break;
          assert.ok(!address.includes('person'), 'an address that we make holds no word of the search');
          answer = await client.get(address);
          assert.equal(answer.status, 200, answer.text);
          pages += 1;
        }
        assert.equal(pages, 3, `${sort}: ${seen.length}`);
        assert.deepEqual(seen.toSorted(), [...made].toSorted(), sort);
      }
      const first = await client.get('Patient?_count=4&name=person');
      await client.post('Patient', patient({ name: [{ text: 'Person new' }] }));
      const second = await client.get(next(first) ?? '');
      assert.deepEqual([...ids(first), ...ids(second)].toSorted(), [...made].toSorted());
      assert.equal((await client.get('Patient?_page=nonsense')).status, 400);
    });
  });

  it('may be sent in a body, counts, and shows the elements that were asked for', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const { id } = await client.post('Patient', patient());
      await client.post('Patient', patient({ gender: 'male' }));
      const posted = await client.send('POST', 'Patient/_search', {
        text: 'gender=female&_count=1',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      assert.equal(posted.status, 200, posted.text);
      assert.deepEqual(ids(posted), [id]);
      assert.ok(!posted.text.includes('gender=female'), 'what was posted stands in no address');
      const counted = await client.get('Patient?_summary=count');
      assert.equal(counted.json['total'], 2);
      assert.equal(counted.json['entry'], undefined);
      assert.equal((await client.get('Patient?_count=0')).json['total'], 2);
      const total = await client.get('Patient?_count=1&_total=accurate');
      assert.equal(total.json['total'], 2);
      assert.equal(total.entries.length, 1);
      const few = await client.get(`Patient?_id=${id}&_elements=gender`);
      const [entry] = few.entries;
      assert.deepEqual(Object.keys(entry?.resource ?? {}).toSorted(), ['gender', 'id', 'meta', 'resourceType']);
      assert.ok(few.text.includes('SUBSETTED'));
      assert.equal(entry?.fullUrl, `http://localhost:3000/testbourne/fhir/r4/Patient/${id}`);
    });
  });
});
