//! Where texts are sealed: each is bound to its column and row; and what requests are called in the search.

/// What there is to know of an event.
pub const FACTS: &str = "request_event.facts_sealed";
/// A request's subject.
pub const SUBJECT: &str = "request.subject_sealed";
/// The fields of its form.
pub const FORM: &str = "request.form_sealed";
/// Somebody without an account.
pub const PERSON: &str = "request_person.person_sealed";
/// The text of a message.
pub const BODY: &str = "request_message.body_sealed";
/// Its HTML.
pub const HTML: &str = "request_message.html_sealed";
/// The id of a mail.
pub const REF: &str = "message_ref.ref_sealed";
/// A draft.
pub const DRAFT: &str = "request_draft.form_sealed";
/// Where to call back about a critical incident.
pub const CALLBACK: &str = "critical_incident.callback_sealed";
/// A contact of a contract, under the company's key.
pub const CONTACT: &str = "contract_contact.person_sealed";
/// Why a history was carried over, under the installation's key.
pub const REASON: &str = "history_carry_over.reason_sealed";
/// What somebody wrote in a survey, under their account's key.
pub const COMMENT: &str = "survey.comment_sealed";

/// What requests are called in the search.
pub const KIND: &str = "support.request";
