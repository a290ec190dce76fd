//! The pages of companies, below `/c/NAME`.

mod audit;
mod company;
mod delete;
mod logo;
pub(crate) mod notices;
pub(crate) mod settings;
pub(crate) mod staff_portal;
mod stop_notices;
pub(crate) mod two_step;
mod users;

use crate::lists::{Audit, UserList};
use gatehouse_web::Doors;
use gatehouse_web::doors::Closed;
use gatehouse_web::list::List as _;

/// Every page with its whole path.
pub(crate) fn doors() -> Doors {
    Doors::new()
        .customers(of_users)
        .merge(logo::doors())
        .merge(settings::doors())
        .merge(notices::doors())
        .merge(stop_notices::doors())
        .merge(two_step::doors())
        .merge(delete::doors())
        .merge(staff_portal::doors())
}

fn of_users(doors: Closed) -> Closed {
    doors
        .get("/c/{company}", company::show)
        .get(UserList::AT, users::list)
        .get(UserList::FILE, users::file)
        .get(Audit::AT, audit::list)
        .get(Audit::FILE, audit::file)
}
