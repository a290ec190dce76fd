//! What this module does when support tells something, and what it advises.

use crate::actions::advise::{MOST, advise, forget, note_solved};
use crate::pages::{SEARCHES, beginning, of_request};
use crate::queries::advised;
use crate::queries::reading::Item;
use crate::queries::search::suggested_about;
use crate::rights::reader;
use gatehouse_context::{Cx, Listener};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_support::signals::{Advice, Advises, RequestErased, RequestOpened, SolvedByAdvice};

/// Follows requests.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FollowRequests;

#[async_trait]
impl Listener<RequestOpened> for FollowRequests {
    async fn hear(&self, cx: &Cx, tx: &Tx, opened: &RequestOpened) -> Result<(), Fault> {
        advise(cx, tx, opened).await
    }
}

#[async_trait]
impl Listener<SolvedByAdvice> for FollowRequests {
    async fn hear(&self, cx: &Cx, tx: &Tx, solved: &SolvedByAdvice) -> Result<(), Fault> {
        note_solved(cx, tx, solved).await
    }
}

#[async_trait]
impl Listener<RequestErased> for FollowRequests {
    async fn hear(&self, _cx: &Cx, tx: &Tx, erased: &RequestErased) -> Result<(), Fault> {
        forget(tx, erased.request).await
    }
}

/// Advises by articles.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ByArticles;

fn advice(item: Item) -> Option<Advice> {
    let href = crate::pages::of_public(&item.place());
    Some(Advice { id: item.id?, about: beginning(&item.body), title: item.title, href })
}

#[async_trait]
impl Advises for ByArticles {
    fn place(&self) -> &'static str {
        crate::pages::SUGGESTED
    }

    async fn suggests(&self, cx: &Cx, subject: &str, product: Option<Uuid>) -> Result<Vec<Advice>, Fault> {
        // The form goes on without them.
        if SEARCHES.check(cx)?.is_err() {
            return Ok(Vec::new());
        }
        let found = suggested_about(cx, reader(cx), cx.lang, subject, (product, MOST)).await?;
        Ok(found.into_iter().filter_map(advice).collect())
    }

    async fn of_request(&self, cx: &Cx, request: Uuid) -> Result<Vec<Advice>, Fault> {
        let found = advised::of_request(cx, cx.read(), request, cx.lang).await?;
        Ok(found.into_iter().filter_map(advice).collect())
    }

    async fn chosen(&self, cx: &Cx, tx: &Tx, request: Uuid, lang: Lang) -> Result<Vec<Advice>, Fault> {
        let found = advised::of_request(cx, &**tx, request, lang).await?;
        Ok(found.into_iter().filter_map(advice).collect())
    }

    fn begins(&self, request: Uuid) -> String {
        of_request(request)
    }
}
