//! Where trials stand in the navigation.

use crate::lists::Trials;
use crate::pages::TRY;
use crate::rights::LOOKERS;
use crate::texts;
use gatehouse_web::list::List as _;
use gatehouse_web::person::address;
use gatehouse_web::view::Icon;
use gatehouse_web::{Area, NavEntry, Navigation, PersonTab, Way};

/// A way in for visitors, a place of the console, and a tab of a customer's page.
pub(crate) fn register(navigation: &mut Navigation) {
    navigation.ways.push(Way {
        label: |lang| texts(lang).msg_way_try(),
        text: |lang| texts(lang).msg_way_try_text(),
        href: TRY,
        icon: Icon::Box,
        order: 25,
        condition: None,
    });
    let list = NavEntry::new(|lang| texts(lang).msg_nav_trials(), Trials::AT, Icon::Box);
    navigation.staff.push(list.area(Area::Licensing).roles(LOOKERS).order(30));
    navigation.person.push(PersonTab {
        label: |lang| texts(lang).msg_nav_trials(),
        href: |id| address(id, "trials"),
        icon: Icon::Box,
        roles: LOOKERS,
        order: 40,
    });
}
