//! The articles (ALL-10, SUP-18): `/staff/help` and `/api/v1/help/articles`.

use crate::model::words::{Audience, Kind, Reader, State};
use crate::queries::products::choices;
use crate::queries::staff::{ArticleColumn, ArticleFilter, ArticleRow, articles, categories, name};
use crate::rights::{ArticlesRead, may};
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, Lang, Tone, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Badge, Cell, Empty, Icon, Markup};

/// The list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Articles {
    /// What the filter of categories offers.
    categories: Vec<(Uuid, String)>,
    /// The same of products.
    products: Vec<(Uuid, String)>,
}

impl Articles {
    /// With the categories, and the products that there are articles about.
    pub(crate) async fn of(cx: &Cx) -> Result<Self, Fault> {
        let all = categories(cx).await?;
        let products = choices(cx, Reader::Staff).await?;
        Ok(Self { categories: all.iter().map(|row| (row.id, name(row, cx.lang))).collect(), products })
    }
}

/// How far an article is in each language.
pub(crate) fn badges(texts_of: &[(Lang, State, bool)], lang: Lang) -> Markup {
    let t = texts(lang);
    texts_of.iter().fold(Markup::default(), |all, (of, state, is_old)| {
        let badge = if *is_old && *state == State::Published {
            Badge::new(Tone::Warn, t.msg_badge_outdated(of.name()))
        } else {
            Badge::new(state.tone(), t.msg_badge(of.name(), state.name(lang)))
        };
        all.then(&badge)
    })
}

impl Words for Articles {
    type Filter = ArticleFilter;
    type Sort = ArticleColumn;
    type Row = ArticleRow;

    fn filters(&self, lang: Lang) -> FilterSet<ArticleFilter> {
        let t = texts(lang);
        let kinds = Kind::ALL.map(|kind| (kind.word(), kind.name(lang)));
        let audiences = Audience::ALL.map(|audience| (audience.word(), audience.name(lang)));
        let states = State::ALL.map(|state| (state.word(), state.name(lang)));
        let languages = Lang::ALL.map(|one| (one.tag(), one.name().to_owned()));
        FilterSet::<ArticleFilter>::new()
            .search("q", t.msg_search_title(), |filter, text| filter.text = text)
            .told("A title contains this, or it is the number")
            .record("category", t.msg_category(), t.msg_any(), self.categories.clone(), |filter, id| {
                filter.category = Some(id);
            })
            .told("In the category with this id")
            .record("product", t.msg_product(), t.msg_any_product(), self.products.clone(), |filter, id| {
                filter.product = Some(id);
            })
            .told("About the product with this id")
            .choice("kind", t.msg_kind(), t.msg_any(), kinds, |filter, word| filter.kind = Kind::from_word(&word))
            .told("Of this kind")
            .choice("audience", t.msg_audience(), t.msg_any(), audiences, |filter, word| {
                filter.audience = Audience::from_word(&word);
            })
            .told("For these readers")
            .choice("state", t.msg_state(), t.msg_any(), states, |filter, word| filter.state = State::from_word(&word))
            .told("With a text that is this far, in any language; `review` also finds those whose wider readers await approval")
            .choice("missing", t.msg_missing_in(), t.msg_any(), languages, |filter, word| {
                filter.missing = Lang::from_tag(&word);
            })
            .told("Without a published text in this language")
            .flag("archived", t.msg_shown(), t.msg_in_help_center(), t.msg_archived(), |filter| filter.archived = true)
            .told("those that were taken out of the help center instead")
    }

    fn columns(&self, lang: Lang) -> Columns<ArticleRow, ArticleColumn> {
        let t = texts(lang);
        Columns::<ArticleRow, ArticleColumn>::sorted_by("-changed")
            .column("number", t.msg_number(), |row, _| Cell::number(row.article.number.to_string()))
            .sorts(ArticleColumn::Number)
            .column("title", t.msg_title(), |row, to| {
                let untitled = || texts(to.lang()).msg_untitled();
                let title = if row.title.is_empty() { untitled() } else { row.title.clone() };
                Cell::link(title, format!("{}/{}", Self::AT, row.article.id))
            })
            .column("category", t.msg_category(), |row, _| Cell::text(&row.category))
            .column("kind", t.msg_kind(), |row, to| Cell::text(row.article.kind.name(to.lang())))
            .extra()
            .column("audience", t.msg_audience(), |row, to| {
                let cell = Cell::text(row.article.audience.name(to.lang()));
                match row.wanted {
                    Some(wanted) => cell.sub(texts(to.lang()).msg_readers_wait(wanted.name(to.lang()))),
                    None => cell,
                }
            })
            .column("texts", t.msg_texts(), |row, to| {
                let value: Vec<String> =
                    row.texts.iter().map(|(lang, state, _)| format!("{} {}", lang.tag(), state.word())).collect();
                Cell::of(&badges(&row.texts, to.lang())).value(value.join(", "))
            })
            .column("helped", t.msg_share(), |row, to| {
                let (helped, failed) = row.answers;
                match helped + failed {
                    0 => Cell::none(),
                    all => Cell::number(texts(to.lang()).msg_percent(helped * 100 / all)),
                }
            })
            .at_end()
            .column("changed", t.msg_changed(), |row, to| Cell::time(&to.format, row.article.changed_at))
            .sorts(ArticleColumn::Changed)
    }
}

#[async_trait]
impl List for Articles {
    const NAME: &'static str = "help_articles";
    const AT: &'static str = "/staff/help";
    const FILE: &'static str = "/staff/help.csv";
    type Seen = (May<ArticlesRead>, ArticleFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_nav_help()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Info, t.msg_articles_none(), t.msg_articles_none_text())
    }

    async fn look(&self, cx: &Cx, filter: ArticleFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<ArticleColumn>,
        request: &PageRequest,
    ) -> Result<Paged<ArticleRow>, Halt> {
        Ok(articles(cx, filter, sorting, request).await?)
    }
}
