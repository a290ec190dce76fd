//! The pages of support for staff, below `/staff/requests`, `/staff/contracts` and `/staff/support`.

mod act;
mod answer;
mod answers;
mod belongs;
mod caller;
mod chosen;
mod contract;
mod contract_change;
mod contract_new;
mod customer;
mod files;
mod filters;
mod firm;
pub(crate) mod home;
mod imports;
mod list;
mod macros;
mod mails;
mod people;
mod person;
pub(crate) mod places;
mod quotas;
mod ratings;
mod reports;
mod request;
mod rounds;
mod said;
mod settings;
mod settings_times;

use gatehouse_web::Doors;

pub(crate) fn doors() -> Doors {
    list::doors()
        .merge(chosen::doors())
        .merge(filters::doors())
        .merge(files::doors())
        .merge(request::doors())
        .merge(act::doors())
        .merge(answer::doors())
        .merge(belongs::doors())
        .merge(contract::doors())
        .merge(contract_new::doors())
        .merge(contract_change::doors())
        .merge(people::doors())
        .merge(person::doors())
        .merge(mails::doors())
        .merge(ratings::doors())
        .merge(rounds::doors())
        .merge(reports::doors())
        .merge(quotas::doors())
        .merge(macros::doors())
        .merge(firm::doors())
        .merge(caller::doors())
        .merge(settings::doors())
        .merge(settings_times::doors())
        .merge(answers::doors())
        .merge(imports::doors())
}
