//! The pages of companies, below `/c/NAME`.

mod audit;
mod company;
mod company_carried;
mod company_sign_in;
mod directory_invitation;
mod domains;
mod groups;
mod own_provider;
mod own_sign_in;
mod provisioning;
mod sign_in_due;
mod staff_domains;
mod users;

pub(crate) use directory_invitation::INVITED_BY_DIRECTORY;
pub(crate) use sign_in_due::DUE;
pub(crate) use staff_domains::{Alarm, CONTESTED};

use crate::lists::{Audit, ScimLog, UserList};
use crate::rights::DECIDERS;
use gatehouse_accounts::actions::by_company::WAYS;
use gatehouse_web::Doors;
use gatehouse_web::doors::{Closed, Open};
use gatehouse_web::list::List as _;

/// Every page with its whole path.
pub(crate) fn doors() -> Doors {
    Doors::new()
        .customers(of_users)
        .customers(own_sign_in_doors)
        .anyone(by_provider)
        .staff(&DECIDERS, |doors| doors.form(CONTESTED, staff_domains::page, staff_domains::decide))
}

fn of_users(doors: Closed) -> Closed {
    doors
        .get("/c/{company}", company::show)
        .get(UserList::AT, users::list)
        .get(UserList::FILE, users::file)
        .get(Audit::AT, audit::list)
        .get(Audit::FILE, audit::file)
}

fn own_sign_in_doors(doors: Closed) -> Closed {
    doors
        .form("/c/{company}/settings/domains", domains::page, domains::submit)
        .form(domains::CHECK, domains::up, domains::check)
        .form(domains::REMOVE, domains::up, domains::remove)
        .form("/c/{company}/settings/sign-in", own_provider::page, own_provider::submit)
        .form("/c/{company}/settings/sign-in/switch", own_provider::up, own_provider::turn)
        .get("/c/{company}/settings/sign-in/test", company_sign_in::test)
        .form("/c/{company}/settings/provisioning", provisioning::page, provisioning::make)
        .form("/c/{company}/settings/provisioning/end", provisioning::up, provisioning::end)
        .form("/c/{company}/settings/provisioning/groups", groups::page, groups::submit)
        .get(ScimLog::AT, provisioning::log)
        .get(ScimLog::FILE, provisioning::log_file)
        .form(DUE, sign_in_due::page, sign_in_due::submit)
        .form(INVITED_BY_DIRECTORY, directory_invitation::page, directory_invitation::submit)
}

fn by_provider(doors: Open) -> Open {
    doors
        .get("/sign-in/company/{provider}", company_sign_in::begin)
        .get("/sign-in/company/{provider}/answer", company_sign_in::answer)
        .form("/sign-in/company/{provider}/connect", company_sign_in::connect_form, company_sign_in::connect, WAYS)
}
