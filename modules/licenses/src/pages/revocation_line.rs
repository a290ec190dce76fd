//! `/staff/catalog/{id}`: what licensing adds to the page of a product (LIC-20).

use crate::queries::{revocations, status_lists};
use crate::texts;
use gatehouse_catalog::pages::product_lines::ProductLine;
use gatehouse_catalog::rights::CatalogRead;
use gatehouse_catalog::tables::product::Model;
use gatehouse_context::May;
use gatehouse_core::{Fault, async_trait};
use gatehouse_l10n::Format;
use gatehouse_web::view::Cell;

/// The latest revocation list; none in the first two minutes.
pub(crate) struct RevocationLine;

#[async_trait]
impl ProductLine for RevocationLine {
    async fn of(&self, cx: &May<CatalogRead>, product: &Model) -> Result<(String, Cell), Fault> {
        let t = texts(cx.lang);
        let said = match revocations::facts(cx.read(), product.id).await? {
            None => Cell::text(t.msg_revocation_list_none()),
            Some(list) => {
                let made = Format::new(cx.lang, cx.zone.clone()).date_time(list.made_at);
                Cell::link(
                    t.msg_revocation_list_facts(list.entries, list.seq, made),
                    // The API is under the portal's name, which may be another one than that of this page.
                    format!("{}/api/v1/revocation-lists/{}", cx.app.settings.origin, product.code),
                )
            }
        };
        Ok((t.msg_revocation_list(), said))
    }
}

/// The newest status list of its key files; none before the first file.
pub(crate) struct StatusListLine;

#[async_trait]
impl ProductLine for StatusListLine {
    async fn of(&self, cx: &May<CatalogRead>, product: &Model) -> Result<(String, Cell), Fault> {
        let t = texts(cx.lang);
        let said = match status_lists::newest_of(cx, product.id).await? {
            None | Some((_, 0, _)) => Cell::text(t.msg_status_list_none()),
            Some((name, seq, made_at)) => {
                let made = Format::new(cx.lang, cx.zone.clone()).date_time(made_at);
                Cell::link(
                    t.msg_status_list_facts(name.as_str(), seq, made),
                    format!("{}/api/v1/status-lists/{}/{name}", cx.app.settings.origin, product.code),
                )
            }
        };
        Ok((t.msg_status_list(), said))
    }
}
