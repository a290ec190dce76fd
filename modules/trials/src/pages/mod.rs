//! HTML handlers, named after the URL: the form for everybody, the page of the link that erases a trial, and those of staff.

mod allow;
mod person;
mod staff_trials;
mod stop;
mod trial;

use gatehouse_web::Doors;

/// Where a trial is asked for.
pub(crate) const TRY: &str = "/trial";

pub(crate) fn doors() -> Doors {
    trial::doors().merge(stop::doors()).merge(staff_trials::doors()).merge(allow::doors()).merge(person::doors())
}
