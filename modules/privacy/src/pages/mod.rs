//! The HTML pages: customers' section "Privacy" with the gate before their pages, and those of staff.

pub(crate) mod gate;
mod overview;
mod parts;
mod person;
mod receipt;
mod staff_statement;
mod staff_statements;
mod staff_version;
mod staff_version_edit;
mod statement;
mod withdraw;

pub(crate) use person::PartOfAnswers;

use crate::lists::Statements;
use gatehouse_core::Uuid;
use gatehouse_web::Doors;
use gatehouse_web::list::List as _;

/// The section of the account.
pub(crate) const PRIVACY: &str = "/account/privacy";
/// Where statements are asked, and below it what each says.
pub(crate) const ASK: &str = "/account/statements";
/// What remains possible without accepting.
pub(crate) const DECLINED: &str = "/account/statements/declined";

/// All of them stand before the gates: whoever does not accept a statement can read it, and exercise their rights (PRI-4).
pub(crate) fn doors() -> Doors {
    let own = Doors::new().newcomers(|doors| {
        doors
            .get(PRIVACY, overview::show)
            .form(ASK, gate::ask, gate::answer)
            .get(DECLINED, gate::declined)
            .get("/account/statements/{id}", statement::show)
            .form("/account/statements/{id}/withdraw", withdraw::ask, withdraw::withdraw)
            .get("/account/receipts/{id}", receipt::show)
            .post("/account/receipts/{id}/mail", receipt::mail)
    });
    own.merge(staff_statements::doors())
        .merge(staff_statement::doors())
        .merge(staff_version::doors())
        .merge(staff_version_edit::doors())
        .merge(person::doors())
}

/// The page of a statement for staff.
pub(crate) fn statement_page(statement: Uuid) -> String {
    format!("{}/{statement}", Statements::AT)
}

/// The page of a version for staff.
pub(crate) fn version_page(statement: Uuid, version: Uuid) -> String {
    format!("{}/versions/{version}", statement_page(statement))
}

/// Where a customer reads a version.
pub(crate) fn reading_page(version: Uuid) -> String {
    format!("{ASK}/{version}")
}

/// The receipt of an answer.
pub(crate) fn receipt_page(event: Uuid) -> String {
    format!("/account/receipts/{event}")
}
