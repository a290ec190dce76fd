//! The pages of companies, below `/c/NAME`, and those for staff.

mod audit;
mod company;
mod keep_owner;
mod owner;
mod staff;
mod users;

pub(crate) use keep_owner::KEEP_OWNER;
pub(crate) use staff::{OfCompanies, tab};

use crate::lists::{Audit, UserList};
use gatehouse_web::Doors;
use gatehouse_web::doors::Closed;
use gatehouse_web::list::List as _;

/// Every page with its whole path.
pub(crate) fn doors() -> Doors {
    Doors::new()
        .customers(of_users)
        .customers(of_owner)
        .anyone(|doors| doors.form(keep_owner::KEEP_OWNER, keep_owner::look, keep_owner::submit, keep_owner::BUDGET))
        .merge(staff::doors())
}

fn of_users(doors: Closed) -> Closed {
    doors
        .get("/c/{company}", company::show)
        .get(UserList::AT, users::list)
        .get(UserList::FILE, users::file)
        .get(Audit::AT, audit::list)
        .get(Audit::FILE, audit::file)
}

fn of_owner(doors: Closed) -> Closed {
    doors.form("/c/{company}/owner", owner::show, owner::ask).post("/c/{company}/owner/take-back", owner::take_back)
}
