//! Where companies stand in the navigation: the places of a company, which its users see while they act in its name.

use crate::lists::{AUDIT_AT, INVITATIONS_AT, USERS_AT};
use crate::model::rights::{CompanyRight, Rights};
use crate::pages::company_joining::JOINING_AT;
use crate::pages::register;
use crate::texts;
use gatehouse_web::view::Icon;
use gatehouse_web::{NavEntry, Navigation, Way};

/// What the list of users takes: one of these.
const USERS: Rights = Rights::of(&[CompanyRight::ManageUsers, CompanyRight::InviteUsers]);

/// What the page of those who ask to join takes.
const JOINING: Rights =
    Rights::of(&[CompanyRight::ManageUsers, CompanyRight::InviteUsers, CompanyRight::ChangeSettings]);

/// The places of a company.
pub(crate) fn register(navigation: &mut Navigation) {
    let users = NavEntry::new(|lang| texts(lang).msg_users(), USERS_AT, Icon::Person);
    navigation.company.push(users.any_of(USERS.bits()).order(30));
    let audit = NavEntry::new(|lang| texts(lang).msg_audit(), AUDIT_AT, Icon::Activity);
    navigation.company.push(audit.any_of(Rights::ALL.bits()).order(90));
    let invitations = NavEntry::new(|lang| texts(lang).msg_invitations_title(), INVITATIONS_AT, Icon::Send);
    navigation.company.push(invitations.any_of(USERS.bits()).order(40));
    let joining = NavEntry::new(|lang| texts(lang).msg_requests_title(), JOINING_AT, Icon::People);
    navigation.company.push(joining.any_of(JOINING.bits()).order(45));
    navigation.ways.push(Way {
        label: |lang| texts(lang).msg_way_company(),
        text: |lang| texts(lang).msg_way_company_text(),
        href: register::PATH,
        icon: Icon::Building,
        order: 35,
    });
}
