// The elements of FHIR R4 that are understood of each resource that may be sent here. What is not listed is refused with
// its path: nothing is dropped in silence.

const subject = 'Reference(Patient)';
const people =
  'Reference(Patient|RelatedPerson|Practitioner|PractitionerRole|Organization|CareTeam|HealthcareService|Device)';

export const resourceShapes: Readonly<Record<string, string>> = {
  Patient: `
    identifier*: Identifier
    active: boolean
    name*: HumanName
    telecom*: ContactPoint
    gender: code = gender
    birthDate: date
    deceased[x]: boolean|dateTime
    address*: Address
    maritalStatus: CodeableConcept
    multipleBirth[x]: boolean|integer
    contact*: Patient.contact
    communication*: Patient.communication
    generalPractitioner*: Reference(Organization|Practitioner|PractitionerRole)
    managingOrganization: Reference(Organization)
    link*: Patient.link`,
  'Patient.contact': `
    relationship*: CodeableConcept
    name: HumanName
    telecom*: ContactPoint
    address: Address
    gender: code = gender
    organization: Reference(Organization)
    period: Period`,
  'Patient.communication': `
    language!: CodeableConcept
    preferred: boolean`,
  'Patient.link': `
    other!: Reference(Patient|RelatedPerson)
    type!: code = link-type`,

  // Somebody of a circle is a third party: of them the least is kept.
  RelatedPerson: `
    active: boolean
    patient!: ${subject}
    relationship*: CodeableConcept
    name*: HumanName`,

  ServiceRequest: `
    identifier*: Identifier
    instantiatesCanonical*: canonical
    instantiatesUri*: uri
    basedOn*: Reference(CarePlan|ServiceRequest)
    replaces*: Reference(ServiceRequest)
    requisition: Identifier
    status!: code = request-status
    intent!: code = request-intent
    category*: CodeableConcept
    priority: code = priority
    doNotPerform: boolean
    code: CodeableConcept
    orderDetail*: CodeableConcept
    quantity[x]: Quantity|Range
    subject!: ${subject}
    encounter: Reference(Encounter)
    occurrence[x]: dateTime|Period|Timing
    asNeeded[x]: boolean|CodeableConcept
    authoredOn: dateTime
    requester: ${people}
    performerType: CodeableConcept
    performer*: ${people}
    locationCode*: CodeableConcept
    locationReference*: Reference(Location)
    reasonCode*: CodeableConcept
    reasonReference*: Reference(Condition|Observation|DiagnosticReport|DocumentReference)
    insurance*: Reference(Coverage)
    supportingInfo*: Reference
    bodySite*: CodeableConcept
    note*: Annotation
    patientInstruction: string
    relevantHistory*: Reference(Provenance)`,

  Task: `
    identifier*: Identifier
    instantiatesCanonical: canonical
    instantiatesUri: uri
    basedOn*: Reference
    groupIdentifier: Identifier
    partOf*: Reference(Task)
    status!: code = task-status
    statusReason: CodeableConcept
    businessStatus: CodeableConcept
    intent!: code = task-intent
    priority: code = priority
    code: CodeableConcept
    description: string
    focus: Reference(ServiceRequest)
    for: ${subject}
    encounter: Reference(Encounter)
    executionPeriod: Period
    authoredOn: dateTime
    lastModified: dateTime
    requester: ${people}
    performerType*: CodeableConcept
    owner: Reference(Organization|HealthcareService|Practitioner|PractitionerRole|CareTeam)
    location: Reference(Location)
    reasonCode: CodeableConcept
    reasonReference: Reference
    insurance*: Reference
    note*: Annotation
    relevantHistory*: Reference(Provenance)
    restriction: Task.restriction
    input*: Task.input
    output*: Task.output`,
  'Task.restriction': `
    repetitions: positiveInt
    period: Period
    recipient*: Reference`,
  'Task.input': `
    type!: CodeableConcept
    value[x]!: string|code|boolean|date|dateTime|decimal|integer|markdown|uri|CodeableConcept|Coding|Identifier|Period|Quantity|Reference|Annotation|ContactPoint`,
  'Task.output': `
    type!: CodeableConcept
    value[x]!: string|code|boolean|date|dateTime|decimal|integer|markdown|uri|CodeableConcept|Coding|Identifier|Period|Quantity|Reference|Annotation|ContactPoint`,

  Goal: `
    identifier*: Identifier
    lifecycleStatus!: code = goal-status
    achievementStatus: CodeableConcept
    category*: CodeableConcept
    priority: CodeableConcept
    description!: CodeableConcept
    subject!: ${subject}
    start[x]: date|CodeableConcept
    target*: Goal.target
    statusDate: date
    statusReason: string
    expressedBy: Reference(Patient|Practitioner|PractitionerRole|RelatedPerson)
    addresses*: Reference
    note*: Annotation
    outcomeCode*: CodeableConcept
    outcomeReference*: Reference(Observation)`,
  'Goal.target': `
    measure: CodeableConcept
    detail[x]: Quantity|Range|CodeableConcept|string|boolean|integer
    due[x]: date|Duration`,

  Observation: `
    identifier*: Identifier
    basedOn*: Reference
    partOf*: Reference
    status!: code = observation-status
    category*: CodeableConcept
    code!: CodeableConcept
    subject: ${subject}
    focus*: Reference
    encounter: Reference(Encounter)
    effective[x]: dateTime|Period|instant
    issued: instant
    performer*: ${people}
    value[x]: Quantity|CodeableConcept|string|boolean|integer|Range|time|dateTime|Period
    dataAbsentReason: CodeableConcept
    interpretation*: CodeableConcept
    note*: Annotation
    method: CodeableConcept
    hasMember*: Reference(Observation|QuestionnaireResponse)
    derivedFrom*: Reference(Observation|QuestionnaireResponse|DocumentReference)
    component*: Observation.component`,
  'Observation.component': `
    code!: CodeableConcept
    value[x]: Quantity|CodeableConcept|string|boolean|integer|Range|time|dateTime|Period
    dataAbsentReason: CodeableConcept
    interpretation*: CodeableConcept`,

  Subscription: `
    status!: code = subscription-status
    contact*: ContactPoint
    reason!: string
    criteria!: string
    error: string
    channel!: Subscription.channel`,
  'Subscription.channel': `
    type!: code = channel-type
    endpoint: url
    payload: code
    header*: string`,

  MessageHeader: `
    event[x]!: Coding|uri
    destination*: MessageHeader.destination
    sender: Reference
    enterer: Reference
    author: Reference
    source!: MessageHeader.source
    responsible: Reference
    reason: CodeableConcept
    response: MessageHeader.response
    focus*: Reference
    definition: canonical`,
  'MessageHeader.destination': `
    name: string
    target: Reference
    endpoint!: url
    receiver: Reference`,
  'MessageHeader.source': `
    name: string
    software: string
    version: string
    contact: ContactPoint
    endpoint!: url`,
  'MessageHeader.response': `
    identifier!: id
    code!: code = message-response
    details: Reference`,
};
