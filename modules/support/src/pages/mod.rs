//! The pages of requests: those of customers in their own name and a company's, the ways in for people who cannot sign in, and the staff's.

mod advice;
mod answer;
mod close;
mod contract_check;
mod contract_contacts;
pub(crate) mod contract_paper;
mod contracts;
mod conversation;
mod facts;
mod files;
mod form;
mod home;
mod mailed_files;
mod narrowed;
mod new;
mod people;
mod public;
mod request;
mod requests;
mod send;
mod sheet;
pub(crate) mod side;
pub(crate) mod staff;
mod stop;
mod survey;
mod upload;

pub(crate) use files::OfFiles;
pub(crate) use home::OfSupport;
pub(crate) use survey::survey_at;

use gatehouse_web::Doors;

/// The public form.
pub(crate) const PUBLIC: &str = "/support";

/// All of them.
pub(crate) fn doors() -> Doors {
    Doors::new()
        .merge(requests::doors())
        .merge(new::doors())
        .merge(send::doors())
        .merge(files::doors())
        .merge(request::doors())
        .merge(answer::doors())
        .merge(close::doors())
        .merge(people::doors())
        .merge(stop::doors())
        .merge(survey::doors())
        .merge(mailed_files::doors())
        .merge(contracts::doors())
        .merge(contract_contacts::doors())
        .merge(contract_check::doors())
        .merge(public::doors())
        .merge(upload::doors())
        .merge(staff::doors())
}
