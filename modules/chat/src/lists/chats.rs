//! Every chat: `/staff/chats/all`. It names no customer; who opens one has a line in the log.

use crate::model::state::State;
use crate::queries::staff::{ChatColumn, ChatFilter, chats};
use crate::rights::{ChatsRead, may};
use crate::tables::chat::Model;
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Badge, Cell, Empty, Icon};

/// Whose it is, as far as a list says.
pub(crate) fn whose(row: &Model, lang: Lang) -> String {
    let t = texts(lang);
    if row.account_id.is_some() { t.msg_customer() } else { t.msg_visitor() }
}

/// The name of its customer's language.
pub(crate) fn language(row: &Model) -> &'static str {
    Lang::from_tag(&row.lang).map(Lang::name).unwrap_or_default()
}

/// The list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chats;

impl Words for Chats {
    type Filter = ChatFilter;
    type Sort = ChatColumn;
    type Row = Model;

    fn filters(&self, lang: Lang) -> FilterSet<ChatFilter> {
        let t = texts(lang);
        let states = State::ALL.into_iter().map(|state| (state.word(), state.name(lang)));
        let kinds = states.chain([("untaken", t.msg_filter_untaken())]);
        let languages = Lang::ALL.map(|one| (one.tag(), one.name().to_owned()));
        FilterSet::<ChatFilter>::new()
            .choice("state", t.msg_state(), t.msg_filter_all(), kinds, |filter, word| match word.as_str() {
                "untaken" => filter.untaken = true,
                word => filter.state = State::from_word(word),
            })
            .choice("language", t.msg_language(), t.msg_filter_all(), languages, |filter, word| {
                filter.lang = Lang::from_tag(&word);
            })
            .first_day("from", t.msg_from_day(), |filter, from| filter.from = Some(from))
            .last_day("until", t.msg_until_day(), |filter, until| filter.until = Some(until))
    }

    fn columns(&self, lang: Lang) -> Columns<Model, ChatColumn> {
        let t = texts(lang);
        Columns::<Model, ChatColumn>::sorted_by("-started")
            .column("started", t.msg_started_at(), |row, to| {
                Cell::link(to.format.date_time(row.started_at), format!("/staff/chats/{}", row.id))
            })
            .sorts(ChatColumn::Started)
            .column("state", t.msg_state(), |row, to| {
                let lang = to.lang();
                let cell = Cell::badge(&Badge::new(row.state.tone(), row.state.name(lang)));
                match row.ended_by {
                    Some(by) => cell.sub(by.name(lang)),
                    None => cell,
                }
            })
            .column("customer", t.msg_customer(), |row, to| Cell::text(whose(row, to.lang())))
            .column("language", t.msg_language(), |row, _| Cell::text(language(row)))
            .column("messages", t.msg_messages(), |row, to| Cell::number(to.format.number(row.last_seq)))
            .at_end()
            .column("ended", t.msg_ended_at(), |row, to| match row.ended_at {
                Some(at) => Cell::time(&to.format, at),
                None => Cell::none(),
            })
    }
}

#[async_trait]
impl List for Chats {
    const NAME: &'static str = "chats";
    const AT: &'static str = "/staff/chats/all";
    const FILE: &'static str = "/staff/chats/all.csv";
    type Seen = (May<ChatsRead>, ChatFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_desk_all()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Chat, t.msg_all_none(), t.msg_all_none_text())
    }

    async fn look(&self, cx: &Cx, filter: ChatFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<ChatColumn>,
        request: &PageRequest,
    ) -> Result<Paged<Model>, Halt> {
        Ok(chats(cx, filter, sorting, request).await?)
    }
}
