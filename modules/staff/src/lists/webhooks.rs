//! Where other systems are told: `/staff/webhooks` and `/api/v1/webhooks`.

use crate::queries::webhooks::{Webhook, webhooks};
use crate::rights::{WebhooksRead, may};
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, async_trait};
use gatehouse_db::paging::{Direction, PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Badge, Button, Cell, Empty, Icon, Tone};
use gatehouse_webhooks::model::chosen::ALL;
use gatehouse_webhooks::tables::endpoint::{Model, State};

/// The list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Webhooks;

/// Which webhooks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WebhookFilter {
    pub(crate) state: Option<State>,
}

/// How a webhook stands, in a word.
pub(crate) fn state_name(lang: Lang, state: State) -> String {
    let t = texts(lang);
    match state {
        State::New => t.msg_webhook_state_new(),
        State::On => t.msg_webhook_state_on(),
        State::Off => t.msg_webhook_state_off(),
        State::Broken => t.msg_webhook_state_broken(),
    }
}

/// The same with a color. One that fails says so before it is broken.
pub(crate) fn webhook_badge(lang: Lang, row: &Model) -> Badge {
    let name = state_name(lang, row.state);
    match row.state {
        State::New => Badge::new(Tone::Info, name),
        State::On if row.failures > 0 => Badge::new(Tone::Warn, texts(lang).msg_webhook_failing()),
        State::On => Badge::new(Tone::Good, name),
        State::Off => Badge::new(Tone::Neutral, name),
        State::Broken => Badge::new(Tone::Bad, name),
    }
}

/// What a webhook is told of, in few words.
pub(crate) fn types_in_words(lang: Lang, types: &str) -> String {
    if types == ALL { texts(lang).msg_webhook_all_events() } else { types.replace(' ', ", ") }
}

impl Words for Webhooks {
    type Filter = WebhookFilter;
    type Sort = ();
    type Row = Webhook;

    fn filters(&self, lang: Lang) -> FilterSet<WebhookFilter> {
        let t = texts(lang);
        let states = State::ALL.map(|state| (state.word(), state_name(lang, state)));
        FilterSet::<WebhookFilter>::new()
            .choice("state", t.msg_state(), t.msg_all(), states, |filter, word| filter.state = State::from_word(&word))
            .told("`new`, `on`, `off` or `broken`")
    }

    fn columns(&self, lang: Lang) -> Columns<Webhook, ()> {
        let t = texts(lang);
        Columns::<Webhook, ()>::sorted_by("-created")
            .column("name", t.msg_name(), |row, _| {
                let opened = &row.opened;
                Cell::link(&opened.name.0, format!("{}/{}", Self::AT, opened.row.id)).sub(opened.url.0.as_str())
            })
            .column("url", t.msg_webhook_url(), |row, _| Cell::text(&row.opened.url.0))
            .extra()
            .column("types", t.msg_webhook_types(), |row, to| {
                Cell::text(types_in_words(to.lang(), &row.opened.row.types))
            })
            .column("state", t.msg_state(), |row, to| Cell::badge(&webhook_badge(to.lang(), &row.opened.row)))
            .column("waiting", t.msg_webhook_waiting(), |row, to| Cell::number(to.format.number(row.waiting)))
            .at_end()
            .column("failed", t.msg_webhook_failed(), |row, to| Cell::number(to.format.number(row.failed)))
            .at_end()
            .column("created", t.msg_made(), |row, to| Cell::date(&to.format, row.opened.row.created_at))
            .sorts(())
    }
}

#[async_trait]
impl List for Webhooks {
    const NAME: &'static str = "webhooks";
    const AT: &'static str = "/staff/webhooks";
    const FILE: &'static str = "/staff/webhooks.csv";
    type Seen = (May<WebhooksRead>, WebhookFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_webhooks_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Send, t.msg_webhooks_none(), t.msg_webhooks_none_text())
            .action(Button::link(t.msg_webhook_add(), "/staff/webhooks/new").icon(Icon::Plus).primary())
    }

    async fn look(&self, cx: &Cx, filter: WebhookFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<()>,
        request: &PageRequest,
    ) -> Result<Paged<Webhook>, Halt> {
        Ok(webhooks(cx, filter.state, sorting.direction == Direction::Ascending, request).await?)
    }
}
