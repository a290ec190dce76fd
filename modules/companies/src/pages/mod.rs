//! The pages of companies, below `/c/NAME`.

mod activate;
mod audit;
mod company;
pub(crate) mod company_joining;
mod fields;
mod invitation;
mod invitations;
mod joining;
mod other_account;
mod owner_gone;
pub(crate) mod register;
pub(crate) mod second_step;
mod users;
mod ways;

use crate::actions::{invitations as inviting, registrations};
use crate::lists::{Audit, Invitations, UserList};
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use gatehouse_web::Doors;
use gatehouse_web::doors::{Closed, Open};
use gatehouse_web::list::List as _;

/// Every page with its whole path.
pub(crate) fn doors() -> Doors {
    Doors::new().customers(of_users).anyone(of_comers).customers(of_joining)
}

fn of_users(doors: Closed) -> Closed {
    doors
        .get("/c/{company}", company::show)
        .get(UserList::AT, users::list)
        .get(UserList::FILE, users::file)
        .get(Audit::AT, audit::list)
        .get(Audit::FILE, audit::file)
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
        .get(second_step::AT, second_step::show)
        .get(Invitations::AT, invitations::list)
        .get(Invitations::FILE, invitations::file)
        .form(invitations::NEW, invitations::form, invitations::submit)
        .post(invitations::AGAIN, invitations::again)
        .post(invitations::WITHDRAW, invitations::withdraw)
        .form(company_joining::AT, company_joining::show, company_joining::choose)
        .post(company_joining::ANSWER, company_joining::answer)
        .form(owner_gone::AT, owner_gone::form, owner_gone::letter)
}
