//! The API keys: `/staff/api-keys`.

use crate::queries::{self, ApiKey};
use crate::rights::{Administer, may};
use crate::tables::api_key::Model;
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, Moment, async_trait};
use gatehouse_db::paging::{Direction, PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Badge, Button, Cell, Empty, Icon, Tone};

/// The list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ApiKeys;

/// Which keys.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct KeyFilter {
    /// Also those that open nothing any more.
    revoked: bool,
}

/// Whether a key opens anything, in a word.
pub(crate) fn key_badge(lang: Lang, key: &Model, now: Moment) -> Badge {
    let t = texts(lang);
    if key.revoked_at.is_some() {
        Badge::new(Tone::Bad, t.msg_key_revoked())
    } else if key.expires_at.is_some_and(|at| at <= now) {
        Badge::new(Tone::Bad, t.msg_key_expired()).ring()
    } else {
        Badge::new(Tone::Good, t.msg_key_active())
    }
}

impl Words for ApiKeys {
    type Filter = KeyFilter;
    type Sort = ();
    type Row = ApiKey;

    fn filters(&self, lang: Lang) -> FilterSet<KeyFilter> {
        let t = texts(lang);
        FilterSet::<KeyFilter>::new()
            .flag("revoked", t.msg_state(), t.msg_keys_usable(), t.msg_keys_with_revoked(), |filter| {
                filter.revoked = true;
            })
            .once("state", "all")
    }

    fn columns(&self, lang: Lang) -> Columns<ApiKey, ()> {
        let t = texts(lang);
        Columns::<ApiKey, ()>::sorted_by("-created")
            .column("name", t.msg_name(), |key, _| {
                Cell::link(&key.name.0, format!("{}/{}", Self::AT, key.row.id)).sub(format!("{}…", key.row.prefix))
            })
            .column("begins", t.msg_key_begins(), |key, _| Cell::text(&key.row.prefix))
            .extra()
            .column("scopes", t.msg_scopes(), |key, _| Cell::text(key.row.scopes.replace(' ', ", ")))
            .column("state", t.msg_state(), |key, to| Cell::badge(&key_badge(to.lang(), &key.row, to.now)))
            .column("created", t.msg_made(), |key, to| Cell::date(&to.format, key.row.created_at))
            .sorts(())
            .column("expires", t.msg_expires(), |key, to| match key.row.expires_at {
                Some(at) => Cell::date(&to.format, at.plus(-1)),
                None => Cell::none(),
            })
            .column("used", t.msg_last_used(), |key, to| match key.row.last_used_at {
                Some(at) => Cell::time(&to.format, at),
                None => Cell::none(),
            })
    }
}

#[async_trait]
impl List for ApiKeys {
    const NAME: &'static str = "api_keys";
    const AT: &'static str = "/staff/api-keys";
    const FILE: &'static str = "/staff/api-keys.csv";
    type Seen = (May<Administer>, KeyFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_keys_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Key, t.msg_keys_none(), t.msg_keys_none_text())
            .action(Button::link(t.msg_key_make(), "/staff/api-keys/new").icon(Icon::Plus).primary())
    }

    async fn look(&self, cx: &Cx, filter: KeyFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<()>,
        request: &PageRequest,
    ) -> Result<Paged<ApiKey>, Halt> {
        let is_oldest_first = sorting.direction == Direction::Ascending;
        Ok(queries::api_keys(cx, filter.revoked, is_oldest_first, request).await?)
    }
}
