//! The refusals that several actions share.

use crate::actions::step::NotPossible;
use crate::model::apns::csr::CsrRefused;
use crate::model::category::Category;
use crate::model::contract::WhyStandard;
use crate::model::lab_archive::ArchiveRefused;
use crate::rights::NotAllowed;
use gatehouse_catalog::model::input::Invalid;
use gatehouse_companies::refusals::EnterRefusal;
use gatehouse_core::Refusal;
use gatehouse_files::UploadRefusal;
use gatehouse_guard::TooOften;
use gatehouse_inbox::FailedMailRefusal;

/// Why nothing was asked.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum OpenRefusal {
    /// The member of the staff may not.
    NotAllowed(NotAllowed),
    /// They do not get into the company.
    Enter(EnterRefusal),
    /// Fields are wrong.
    Invalid(Invalid),
    /// This is not offered to them.
    #[refusal(422, "request.category", refusal_category, field = "category")]
    Category,
    /// They have no running license of the product (SUP-22).
    #[refusal(422, "request.no_license", refusal_no_license, field = "product")]
    NoLicense,
    /// The contract cannot be used (SUP-3).
    #[refusal(409, "request.level", refusal_level(it.text(lang)), field = "contract")]
    Level(WhyStandard),
    /// The contract has no critical incidents (SUP-4).
    #[refusal(422, "request.not_critical", refusal_not_critical, field = "critical")]
    NotCritical,
    /// The conditions were not accepted.
    #[refusal(422, "request.conditions", refusal_conditions, field = "accept_conditions")]
    Conditions,
    /// The request that it names is not one that they see.
    #[refusal(422, "request.unknown", refusal_unknown_request, field = "follows")]
    UnknownRequest,
    /// The draft is gone, or was sent already.
    #[refusal(404, "request.draft", refusal_draft)]
    Draft,
    /// There is no request to sign with it, or there are several (SUP-8).
    #[refusal(422, "request.no_csr", refusal_no_csr, field = "file")]
    NoCsr,
    /// There is no archive with it (SUP-7).
    #[refusal(422, "request.no_archive", refusal_no_archive, field = "file")]
    NoArchive,
    /// The files are others than those that were judged.
    #[refusal(409, "request.files_changed", refusal_files_changed, field = "file")]
    FilesChanged,
    /// It is no archive that the lab can open.
    Archive(ArchiveRefused),
    /// It cannot be signed.
    Csr(CsrRefused),
    /// More than three files wait with it.
    #[refusal(422, "request.files", refusal_files, field = "file")]
    TooManyFiles,
    /// A file that it needs is missing: the letter (LIC-21), the archive (SUP-7), the signing request (SUP-8).
    #[refusal(422, "request.no_file", refusal_no_file(it.missing_file(lang)), field = "file")]
    NoFile(Category),
    /// Its files are not all there yet.
    Upload(UploadRefusal),
    /// Too many in a short time.
    TooOften(TooOften),
}

/// Why a request stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum RequestRefusal {
    /// There is no such request, or they do not see it: strangers learn nothing.
    #[refusal(404, "request.not_found", refusal_not_found)]
    NotFound,
    /// The member of the staff may not.
    NotAllowed(NotAllowed),
    /// They do not get into the company.
    Enter(EnterRefusal),
    /// They see it, and that is all.
    #[refusal(403, "request.only_seen", refusal_only_seen)]
    OnlySeen,
    /// Fields are wrong.
    Invalid(Invalid),
    /// It is not where the step begins.
    Step(NotPossible),
    /// It has ended: a new one names the old number.
    #[refusal(409, "request.ended", refusal_ended)]
    Ended,
    /// It goes on in another one.
    #[refusal(409, "request.merged", refusal_merged(it.as_str()))]
    Merged(String),
    /// Somebody else has changed it since the page was shown.
    #[refusal(409, "request.changed", refusal_changed)]
    Changed,
    /// The box was not ticked.
    #[refusal(422, "request.not_ticked", refusal_not_ticked, field = "confirm")]
    NotTicked,
    /// Its files are not all there yet.
    Upload(UploadRefusal),
    /// Where it goes on is missing.
    #[refusal(422, "request.target", refusal_target, field = "target")]
    NoTarget,
    /// Whoever it should go to does not answer requests.
    #[refusal(422, "request.colleague", refusal_colleague, field = "to")]
    NoColleague,
    /// There is no such queue, or nothing comes into it any more.
    #[refusal(422, "request.queue", refusal_queue, field = "queue")]
    NoQueue,
    /// The macro sends an answer that is no longer there.
    #[refusal(409, "request.no_canned", refusal_no_canned)]
    NoCanned,
    /// A request does not belong to itself.
    #[refusal(422, "request.itself", refusal_itself, field = "target")]
    NotThisOne,
    /// Others go on in it.
    #[refusal(409, "request.holds_others", refusal_holds_others)]
    HoldsOthers,
    /// Merging them would show one person what another one wrote.
    #[refusal(409, "request.other_people", refusal_other_people)]
    OtherPeople,
    /// A file is not opened.
    Open(gatehouse_files::OpenRefusal),
    /// Nothing is done with a mail that did not fail.
    FailedMail(FailedMailRefusal),
    /// It did not come by mail, or the mail is not kept any more.
    #[refusal(409, "request.no_mail", refusal_no_mail)]
    NoMail,
    /// The move of a mail was undone before, or the mail is not where it went.
    #[refusal(409, "request.move_undone", refusal_move_undone)]
    MoveUndone,
    /// It does not go on in another one.
    #[refusal(409, "request.not_merged", refusal_not_merged)]
    NotMerged,
    /// Too many in a short time.
    TooOften(TooOften),
}

/// Why the people of a request stay as they are.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum PeopleRefusal {
    /// They do not see the request, or may not change who belongs to it.
    Request(RequestRefusal),
    /// The address is none.
    Invalid(Invalid),
    /// In somebody's own request only support adds people.
    #[refusal(403, "request.people_support", refusal_people_support)]
    OnlySupport,
    /// It is neither a user's address nor of a domain of the company.
    #[refusal(422, "request.people_company", refusal_people_company, field = "email")]
    NotOfCompany,
    /// As many belong to it as can.
    #[refusal(409, "request.people", refusal_people(crate::actions::add_person::MOST), field = "email")]
    TooMany,
    /// Its author stays.
    #[refusal(409, "request.people_author", refusal_people_author)]
    Author,
}

/// Why a contract stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ContractRefusal {
    /// The member of the staff may not.
    NotAllowed(NotAllowed),
    /// They do not get into the company, or lack the right.
    Enter(EnterRefusal),
    /// Fields are wrong.
    Invalid(Invalid),
    /// There is no such contract, or they do not see it.
    #[refusal(404, "contract.not_found", refusal_no_contract)]
    NotFound,
    /// There is no such company.
    #[refusal(422, "contract.company", refusal_contract_company, field = "company")]
    NoCompany,
    /// Another contract has the number.
    #[refusal(409, "contract.taken", refusal_contract_taken, field = "number")]
    Taken,
    /// It ends before it begins, has the standard level, or fewer than no units.
    #[refusal(422, "contract.term", refusal_contract_term)]
    Term,
    /// One of the products does not exist.
    #[refusal(422, "contract.products", refusal_contract_products, field = "products")]
    NoProduct,
    /// A contact is named twice, has no address, is too long, or there are too many.
    #[refusal(422, "contract.contacts", refusal_contract_contacts, field = "contacts")]
    Contacts,
    /// It may have no more than so many contacts.
    #[refusal(422, "contract.contacts_most", refusal_contract_contacts_most(*it), field = "contacts")]
    TooMany(i64),
    /// A new contact is neither a user of the company nor of a domain of it.
    #[refusal(422, "contract.contacts_company", refusal_contract_contacts_company, field = "contacts")]
    NotOfCompany,
    /// It has ended.
    #[refusal(409, "contract.ended", refusal_contract_ended)]
    Ended,
    /// Somebody else has changed it since the page was shown.
    #[refusal(409, "contract.changed", refusal_contract_changed)]
    Changed,
    /// The new end is not after the one that it has.
    #[refusal(422, "contract.end", refusal_contract_end, field = "ends")]
    NotLater,
    /// Less would be left than is held or used, or more than any contract has.
    #[refusal(422, "contract.units", refusal_contract_units, field = "units")]
    Units,
    /// It is unlimited.
    #[refusal(409, "contract.unlimited", refusal_contract_unlimited)]
    Unlimited,
    /// It is no request of the company that asks for a contract (LIC-28).
    #[refusal(422, "contract.request", refusal_contract_request)]
    NoRequest,
    /// The request has led to a contract already.
    #[refusal(409, "contract.activated", refusal_contract_activated)]
    Activated,
    /// The box was not ticked.
    #[refusal(422, "contract.not_ticked", refusal_not_ticked, field = "confirm")]
    NotTicked,
    /// Too many in a short time.
    TooOften(TooOften),
}
