//! The pages of support for staff, below `/staff/requests`, `/staff/contracts` and `/staff/support`.

mod act;
mod answers;
mod belongs;
mod chosen;
mod contract;
mod contract_new;
mod filters;
mod home;
mod list;
mod person;
mod request;
mod said;
mod settings;
mod settings_times;

pub(crate) use home::OfSupport;
pub(crate) use person::tab;

use gatehouse_web::Doors;

pub(super) fn doors() -> Doors {
    list::doors()
        .merge(chosen::doors())
        .merge(filters::doors())
        .merge(request::doors())
        .merge(act::doors())
        .merge(belongs::doors())
        .merge(contract::doors())
        .merge(contract_new::doors())
        .merge(person::doors())
        .merge(settings::doors())
        .merge(settings_times::doors())
        .merge(answers::doors())
}
