//! Where statements stand in the navigation.

use crate::lists::Statements;
use crate::pages::{PRIVACY, PartOfAnswers};
use crate::rights::LOOKERS;
use crate::texts;
use gatehouse_web::list::List as _;
use gatehouse_web::person::address;
use gatehouse_web::view::Icon;
use gatehouse_web::{Area, NavEntry, Navigation, PersonTab};
use std::sync::Arc;

/// The section "Privacy" of the account, the place of the console, and the tab of a customer's page.
pub(crate) fn register(navigation: &mut Navigation) {
    let privacy = NavEntry::new(|lang| texts(lang).msg_privacy_title(), PRIVACY, Icon::Shield).order(30);
    navigation.account.push(privacy.with_pages(&["/account/statements", "/account/receipts"]));
    navigation.staff.push(
        NavEntry::new(|lang| texts(lang).msg_nav_statements(), Statements::AT, Icon::Shield)
            .area(Area::Privacy)
            .roles(LOOKERS)
            .order(10),
    );
    navigation.person.push(PersonTab {
        label: |lang| texts(lang).msg_nav_statements(),
        href: |id| address(id, "statements"),
        icon: Icon::Shield,
        roles: LOOKERS,
        order: 70,
    });
    navigation.person_parts.push(Arc::new(PartOfAnswers));
}
