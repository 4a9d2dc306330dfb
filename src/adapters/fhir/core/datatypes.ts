// The data types of FHIR R4 that are understood here. `Extension` may hold any of them.

/** Types of `Extension.value[x]`. */
const anyValue = [
  'base64Binary boolean canonical code date dateTime decimal id instant integer markdown oid positiveInt string time',
  'unsignedInt uri url uuid Address Age Annotation Attachment CodeableConcept Coding ContactPoint Duration HumanName',
  'Identifier Period Quantity Range Reference Timing',
]
  .join(' ')
  .replaceAll(' ', '|');

export const datatypes: Readonly<Record<string, string>> = {
  Extension: `
    url!: uri
    value[x]: ${anyValue}`,
  Meta: `
    versionId: id
    lastUpdated: instant
    source: uri
    profile*: canonical
    security*: Coding
    tag*: Coding`,
  Narrative: `
    status!: code = narrative-status
    div!: xhtml`,
  Coding: `
    system: uri
    version: string
    code: code
    display: string
    userSelected: boolean`,
  CodeableConcept: `
    coding*: Coding
    text: string`,
  Identifier: `
    use: code = identifier-use
    type: CodeableConcept
    system: uri
    value: string
    period: Period
    assigner: Reference(Organization)`,
  Reference: `
    reference: string
    type: uri
    identifier: Identifier
    display: string`,
  Period: `
    start: dateTime
    end: dateTime`,
  HumanName: `
    use: code = name-use
    text: string
    family: string
    given*: string
    prefix*: string
    suffix*: string
    period: Period`,
  ContactPoint: `
    system: code = contact-system
    value: string
    use: code = contact-use
    rank: positiveInt
    period: Period`,
  Address: `
    use: code = address-use
    type: code = address-type
    text: string
    line*: string
    city: string
    district: string
    state: string
    postalCode: string
    country: string
    period: Period`,
  Quantity: `
    value: decimal
    comparator: code = comparator
    unit: string
    system: uri
    code: code`,
  Age: `
    value: decimal
    comparator: code = comparator
    unit: string
    system: uri
    code: code`,
  Duration: `
    value: decimal
    comparator: code = comparator
    unit: string
    system: uri
    code: code`,
  Range: `
    low: Quantity
    high: Quantity`,
  Annotation: `
    author[x]: Reference|string
    time: dateTime
    text!: markdown`,
  Attachment: `
    contentType: code
    language: code
    url: url
    size: unsignedInt
    title: string
    creation: dateTime`,
  Timing: `
    event*: dateTime
    repeat: Timing.repeat
    code: CodeableConcept`,
  'Timing.repeat': `
    bounds[x]: Duration|Range|Period
    count: positiveInt
    countMax: positiveInt
    duration: decimal
    durationMax: decimal
    durationUnit: code = units
    frequency: positiveInt
    frequencyMax: positiveInt
    period: decimal
    periodMax: decimal
    periodUnit: code = units
    dayOfWeek*: code = days-of-week
    timeOfDay*: time
    when*: code = event-timing
    offset: unsignedInt`,
  ContactDetail: `
    name: string
    telecom*: ContactPoint`,
};

/** How each primitive type reads. Source: FHIR R4, data types. */
export const primitives: Readonly<
  Record<string, { json: 'string' | 'number' | 'boolean'; shape: RegExp; most: number }>
> = {
  base64Binary: { json: 'string', shape: /^(?:[0-9a-zA-Z+/=\s]{4})+$/, most: 100_000 },
  boolean: { json: 'boolean', shape: /^(?:true|false)$/, most: 5 },
  canonical: { json: 'string', shape: /^\S+$/, most: 2_000 },
  code: { json: 'string', shape: /^\S+(?: \S+)*$/, most: 200 },
  date: {
    json: 'string',
    shape: /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/,
    most: 10,
  },
  dateTime: {
    json: 'string',
    shape:
      /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)))?)?)?$/,
    most: 40,
  },
  decimal: { json: 'number', shape: /^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,17})?(?:[eE][+-]?\d{1,3})?$/, most: 40 },
  id: { json: 'string', shape: /^[A-Za-z0-9\-.]{1,64}$/, most: 64 },
  instant: {
    json: 'string',
    shape:
      /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/,
    most: 40,
  },
  integer: { json: 'number', shape: /^-?(?:0|[1-9]\d{0,9})$/, most: 11 },
  markdown: { json: 'string', shape: /^[\s\S]+$/, most: 20_000 },
  oid: { json: 'string', shape: /^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/, most: 200 },
  positiveInt: { json: 'number', shape: /^[1-9]\d{0,9}$/, most: 10 },
  string: { json: 'string', shape: /^[\s\S]+$/, most: 20_000 },
  time: { json: 'string', shape: /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?$/, most: 20 },
  unsignedInt: { json: 'number', shape: /^(?:0|[1-9]\d{0,9})$/, most: 10 },
  uri: { json: 'string', shape: /^\S+$/, most: 2_000 },
  url: { json: 'string', shape: /^\S+$/, most: 2_000 },
  uuid: { json: 'string', shape: /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, most: 45 },
  xhtml: { json: 'string', shape: /^<div xmlns="http:\/\/www\.w3\.org\/1999\/xhtml"[\s\S]*<\/div>$/, most: 40_000 },
};
