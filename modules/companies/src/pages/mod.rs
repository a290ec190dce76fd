//! The pages of companies, below `/c/NAME`.

mod audit;
mod company;
mod logo;
mod users;

use crate::lists::{Audit, UserList};
use gatehouse_web::Doors;
use gatehouse_web::doors::Closed;
use gatehouse_web::list::List as _;

/// Every page with its whole path.
pub(crate) fn doors() -> Doors {
    Doors::new().customers(of_users).merge(logo::doors())
}

fn of_users(doors: Closed) -> Closed {
    doors
        .get("/c/{company}", company::show)
        .get(UserList::AT, users::list)
        .get(UserList::FILE, users::file)
        .get(Audit::AT, audit::list)
        .get(Audit::FILE, audit::file)
}
