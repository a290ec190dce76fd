//! The design system as typed values: a page builds [`Field`]s, [`Table`]s, [`Notice`]s …, and its template writes
//! `{{ table }}`.
//!
//! Every component is a small askama template of its own (`templates/ui/`), compiled here once, so a page's template stays
//! a few lines and holds no markup that could drift from the rest. A component escapes whatever text it is given; only
//! components are written unescaped. How a module uses it: `kits/web/templates/README.md`; how all of it looks: [`gallery`].
//!
//! `use gatehouse_web::view::*;` brings everything a page's file needs, including the names that its template uses.

#[macro_use]
mod markup;

mod badge;
mod brand_preview;
mod button;
mod choices;
mod code;
mod company_mark;
mod empty;
mod error_page;
mod facts;
mod field;
mod filters;
mod form;
pub mod gallery;
mod human_check;
mod icon;
mod item_card;
mod list_tools;
mod mark;
mod menu;
mod meter;
mod notice;
mod page;
mod page_head;
mod pager;
mod passkey;
mod password;
mod pictures;
mod plot;
mod presence;
mod qr;
mod suggest;
mod table;
mod upload;

pub use badge::{Badge, Tone};
pub use brand_preview::BrandPreview;
pub use button::Button;
pub use choices::{Checkbox, Choice, Choices, Confirm, Select, Tick, ZoneChoices};
pub use code::{CodeBlock, CodeList, CopyBlock, CopyCode};
pub use company_mark::CompanyMark;
pub use empty::Empty;
pub use error_page::ErrorPage;
pub use facts::{Entry, KeyValues, Timeline};
pub use field::{Field, FileField, TextArea};
pub use filters::Filters;
pub use form::{ErrorSummary, FormErrors};
pub use gatehouse_assets::Icon;
pub use human_check::HumanCheck;
pub use icon::{Drawn, Svg};
pub use item_card::{Band, ItemCard, ItemIcon, Ticks};
pub use list_tools::{ColumnChoice, ListTools};
pub use mark::Mark;
pub use markup::{Component, Markup};
pub use menu::{AccountMenu, NavGroup, NavItem};
pub use meter::{Progress, Seats, Tile};
pub use notice::Notice;
pub use page::{Page, Theme};
pub use page_head::PageHead;
pub use pager::Pager;
pub use passkey::PasskeyButton;
pub use password::{Password, PasswordRules};
pub use pictures::Pictures;
pub use plot::Plot;
pub use presence::Presence;
pub use qr::Qr;
pub use suggest::Suggestions;
pub use table::{Cell, Direction, Head, Table, Time};
pub use upload::{UploadField, file_text, scan_text, sizes};
