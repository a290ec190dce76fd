//! `/staff/catalog`: the products (LIC-1).

use crate::lists::Products;
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff};

const LIST: &str = Products::AT;

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get(LIST, list).get(Products::FILE, file))
}

fn products_of(staff: &Staff) -> Products {
    Products { may_add: staff.is_any_of(CLERKS) }
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let listed = Listed::of_address(&staff.visit, products_of(&staff), &asked).await?;
    let mut head = PageHead::new(t.msg_nav_catalog()).lede(t.msg_catalog_lede());
    if staff.is_any_of(CLERKS) {
        head = head.action(Button::link(t.msg_product_new(), "/staff/catalog/new").icon(Icon::Plus).primary());
    }
    listed.show(&staff.visit, head)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, products_of(&staff), &asked).await
}
