//! The pages of companies, below `/c/NAME`, and those for staff.

mod activate;
mod another_owner;
mod audit;
mod block_all;
mod branches;
mod company;
mod keep_owner;
mod leave;
mod me;
mod parts;
mod remove;
mod staff;
mod user;

pub(crate) mod company_joining;
mod delete;
mod fields;
mod home;
mod invitation;
mod invitations;
mod joining;
mod logo;
pub(crate) mod notices;
mod other_account;
mod owner_gone;
pub(crate) mod register;
pub(crate) mod settings;
pub(crate) mod staff_portal;
mod stop_notices;
pub(crate) mod two_step;
mod users;
mod ways;

mod company_carried;
mod company_sign_in;
mod domains;
mod find_sign_in;
mod groups;
mod own_provider;
mod own_sign_in;
mod provisioning;
mod sign_in_due;
mod staff_domains;

pub(crate) use activate::JOINING;
pub(crate) use keep_owner::KEEP_OWNER;
pub(crate) use leave::OUTSIDE as LEAVE;
pub(crate) use sign_in_due::DUE;
pub use staff::tab_sheet;
pub(crate) use staff::{OfCompanies, PartOfCompany, tab};
pub(crate) use staff_domains::CONTESTED;

use crate::actions::{invitations as inviting, registrations};
use crate::lists::{Audit, Invitations, ScimLog, UserList};
use crate::rights::DECIDERS;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use gatehouse_accounts::actions::by_company::WAYS;
use gatehouse_web::Doors;
use gatehouse_web::doors::{Closed, Open};
use gatehouse_web::list::List as _;

/// Every page with its whole path.
pub(crate) fn doors() -> Doors {
    Doors::new()
        .customers(of_users)
        .customers(of_owner)
        .anyone(|doors| doors.form(keep_owner::KEEP_OWNER, keep_owner::look, keep_owner::submit, keep_owner::BUDGET))
        .merge(staff::doors())
        .customers(of_people)
        .newcomers(never_kept_from)
        .merge(logo::doors())
        .merge(settings::doors())
        .merge(notices::doors())
        .merge(stop_notices::doors())
        .merge(two_step::doors())
        .merge(delete::doors())
        .merge(staff_portal::doors())
        .merge(find_sign_in::doors())
        .anyone(of_comers)
        .customers(of_joining)
        .customers(own_sign_in_doors)
        .anyone(by_provider)
        .staff(&DECIDERS, |doors| doors.form(CONTESTED, staff_domains::page, staff_domains::decide))
}

/// Each user's page, and one's own.
fn of_people(doors: Closed) -> Closed {
    doors
        .get("/c/{company}/branches", branches::list)
        .form("/c/{company}/users/block-all", block_all::ask, block_all::block)
        .post("/c/{company}/users/block-all/undo", block_all::unblock)
        .form("/c/{company}/users/{member}", user::show, user::save)
        .post("/c/{company}/users/{member}/rights", user::save_rights)
        .post("/c/{company}/users/{member}/password", user::mail_password)
        .post("/c/{company}/users/{member}/block", user::block)
        .post("/c/{company}/users/{member}/unblock", user::unblock)
        .form("/c/{company}/users/{member}/remove", remove::ask, remove::remove)
        .form("/c/{company}/me", me::show, me::save)
        .post("/c/{company}/me/password", me::mail_password)
        .get("/c/{company}/me/address", me::address)
}

/// What stands before the gates: nobody is kept in a company (PRI-4).
fn never_kept_from(doors: Closed) -> Closed {
    doors
        .form("/c/{company}/me/leave", leave::ask, leave::mail)
        .form("/c/{company}/me/leave/confirm", leave::look, leave::leave)
        .form(leave::OUTSIDE, leave::ask, leave::mail)
        .form(leave::OUTSIDE_CONFIRM, leave::look, leave::leave)
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
    doors
        .form("/c/{company}/another-owner", another_owner::show, another_owner::ask)
        .post("/c/{company}/another-owner/take-back", another_owner::take_back)
}

/// For people who come: without an account, or with one and no company yet.
fn of_comers(doors: Open) -> Open {
    let taken = register::submit.layer(DefaultBodyLimit::max(register::LARGEST_BODY));
    doors
        .form(register::PATH, register::form, taken, registrations::register::FORMS)
        .get("/companies/register/sent", register::sent)
        .post("/companies/register/again", register::again, registrations::send_again::BUDGET)
        .get(register::WITHOUT, register::without)
        .form(activate::PATH, activate::look, activate::submit, registrations::activate::BUDGET)
        .post(activate::AGAIN, activate::again, registrations::send_again::BUDGET)
        .free_post(other_account::OF_REGISTRATION, other_account::of_registration)
        .form(invitation::PATH, invitation::look, invitation::submit, inviting::BUDGET)
        .post(invitation::DECLINE, invitation::decline, inviting::BUDGET)
        .post(invitation::ASK, invitation::ask, inviting::BUDGET)
        .free_post(other_account::OF_INVITATION, other_account::of_invitation)
}

fn of_joining(doors: Closed) -> Closed {
    doors
        .form(activate::JOINING, joining::show, joining::go_on)
        .post(joining::TELL, joining::tell)
        .post(joining::ACCEPT, joining::accept)
        .post(joining::DECLINE, joining::decline)
        .get(Invitations::AT, invitations::list)
        .get(Invitations::FILE, invitations::file)
        .form(invitations::NEW, invitations::form, invitations::submit)
        .post(invitations::AGAIN, invitations::again)
        .post(invitations::WITHDRAW, invitations::withdraw)
        .get(company_joining::AT, company_joining::show)
        .post(company_joining::ANSWER, company_joining::answer)
        .form(owner_gone::AT, owner_gone::form, owner_gone::letter)
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
}

fn by_provider(doors: Open) -> Open {
    doors
        .get("/sign-in/company/{provider}", company_sign_in::begin)
        .get("/sign-in/company/{provider}/answer", company_sign_in::answer)
        .form("/sign-in/company/{provider}/connect", company_sign_in::connect_form, company_sign_in::connect, WAYS)
}
