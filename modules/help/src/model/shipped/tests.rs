//! The files of `articles/` and the table fit.

use super::{ARTICLES, CATEGORIES, TEXTS, by_slug};
use crate::model::markdown::{Block, broken_picture, links, pictures};
use crate::model::page_map;
use crate::model::slug::{Named, is_slug};
use gatehouse_core::Lang;
use std::collections::BTreeSet;

/// ALL-10
#[test]
fn each_article_is_there_in_every_language_and_no_text_is_of_none() {
    let slugs: BTreeSet<&str> = ARTICLES.iter().map(|article| article.slug).collect();
    let numbers: BTreeSet<i64> = ARTICLES.iter().map(|article| article.number).collect();
    assert_eq!((slugs.len(), numbers.len()), (ARTICLES.len(), ARTICLES.len()), "each has its own");
    for lang in Lang::ALL {
        let texts: BTreeSet<&str> = TEXTS.keys().filter(|(of, _)| *of == lang).map(|(_, slug)| *slug).collect();
        assert_eq!(texts, slugs, "{lang:?}");
    }
    for article in ARTICLES {
        assert!(is_slug(article.slug) && article.number < 1_000, "{article:?}");
        assert!(CATEGORIES.iter().any(|category| category.slug == article.category), "{article:?}");
        for lang in Lang::ALL {
            let text = article.text(lang).unwrap();
            assert!(!text.title.is_empty() && text.title.chars().count() <= 80, "{article:?}");
            assert!(text.body.chars().count() > 20, "{article:?} {lang:?}");
            assert_eq!(broken_picture(&text.body), None, "{article:?} {lang:?}");
        }
    }
}

/// ALL-10
#[test]
fn each_page_leads_to_an_article_and_each_link_between_articles_to_one() {
    for slug in page_map::articles() {
        assert!(by_slug(slug).is_some(), "{slug}");
    }
    for ((lang, slug), text) in TEXTS.iter() {
        for to in links(&text.blocks()) {
            for begin in ["/help/", "/staff/help/read/"] {
                let Some(rest) = to.strip_prefix(begin) else { continue };
                assert!(rest == "glossary" || by_slug(rest).is_some(), "{lang:?} {slug} leads to {to}");
                assert!(matches!(Named::read(rest), Some(Named::Slug(_))), "{to}");
            }
        }
    }
}

/// ALL-10
#[test]
fn the_languages_have_the_same_parts_and_links() {
    let parts = |lang, slug: &str| {
        let blocks = by_slug(slug).unwrap().text(lang).unwrap().blocks();
        let lists: Vec<usize> = blocks
            .iter()
            .filter_map(|block| match block {
                Block::List { items, .. } => Some(items.len()),
                _ => None,
            })
            .collect();
        let shown = pictures(&blocks).into_iter().chain(links(&blocks));
        let places: BTreeSet<String> = shown.map(str::to_owned).collect();
        (lists, places)
    };
    for article in ARTICLES {
        for lang in [Lang::Ja, Lang::Ru] {
            assert_eq!(parts(lang, article.slug), parts(Lang::En, article.slug), "{lang:?} {}", article.slug);
        }
    }
}
