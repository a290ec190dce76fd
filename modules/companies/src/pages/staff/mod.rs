//! The pages of companies for staff, below `/staff/companies`.

mod branches;
mod carry_over;
mod change;
mod company;
mod home;
mod list;
mod merge;
mod owner;
mod person;
mod proposals;

pub use company::tab_sheet;
pub(crate) use home::OfCompanies;
pub(crate) use person::{PartOfCompany, tab};

use gatehouse_web::Doors;

pub(super) fn doors() -> Doors {
    list::doors()
        .merge(company::doors())
        .merge(change::doors())
        .merge(branches::doors())
        .merge(carry_over::doors())
        .merge(owner::doors())
        .merge(merge::doors())
        .merge(proposals::doors())
        .merge(person::doors())
}
