//! `/staff/catalog/{id}`: the way from a product to its next order (LIC-3).

use crate::rights::{OrdersWrite, may};
use crate::texts;
use gatehouse_catalog::pages::product_lines::ProductAction;
use gatehouse_catalog::queries::products::ProductView;
use gatehouse_catalog::rights::CatalogRead;
use gatehouse_context::May;
use gatehouse_web::query::address;
use gatehouse_web::view::{Button, Icon};

/// For who may issue codes, of what can be sold.
pub(crate) struct ProductSale;

impl ProductAction for ProductSale {
    fn of(&self, cx: &May<CatalogRead>, view: &ProductView) -> Option<Button> {
        let is_sold = view.product.archived_at.is_none() && !view.editions.is_empty() && !view.terms.is_empty();
        if !is_sold || may::<OrdersWrite>(cx).is_err() {
            return None;
        }
        let form = address("/staff/orders/new", &[("product", &view.product.code)]);
        Some(Button::link(texts(cx.lang).msg_order_new(), form).icon(Icon::Order))
    }
}
