//! Where companies stand in the navigation: the places of a company, which its users see while they act in its name.

use crate::actions::tell_of_portal::TELLERS;
use crate::lists::{AUDIT_AT, USERS_AT};
use crate::model::rights::{CompanyRight, Rights};
use crate::pages::{notices, settings, staff_portal};
use crate::texts;
use gatehouse_web::view::Icon;
use gatehouse_web::{Area, NavEntry, Navigation};

/// What the list of users takes: one of these.
const USERS: Rights = Rights::of(&[CompanyRight::ManageUsers, CompanyRight::InviteUsers]);

/// The places of a company.
pub(crate) fn register(navigation: &mut Navigation) {
    let users = NavEntry::new(|lang| texts(lang).msg_users(), USERS_AT, Icon::Person);
    navigation.company.push(users.any_of(USERS.bits()).order(30));
    let settings = NavEntry::new(|lang| texts(lang).msg_settings(), settings::PAGE, Icon::Settings);
    navigation.company.push(settings.any_of(Rights::of(&[CompanyRight::ChangeSettings]).bits()).order(80));
    let notices = NavEntry::new(|lang| texts(lang).msg_notices(), notices::PAGE, Icon::Mail);
    navigation.company.push(notices.any_of(Rights::ALL.bits()).order(85));
    let portal = NavEntry::new(|lang| texts(lang).msg_portal_changes(), staff_portal::PAGE, Icon::Send);
    navigation.staff.push(portal.area(Area::Customers).roles(TELLERS).order(90));
    let audit = NavEntry::new(|lang| texts(lang).msg_audit(), AUDIT_AT, Icon::Activity);
    navigation.company.push(audit.any_of(Rights::ALL.bits()).order(90));
}
