//! The panels of the brand's page.

use super::PATH;
use super::form::{BrandForm, PREVIEW};
use crate::texts;
use gatehouse_brand::{Chosen, DefaultTheme, Link, Look, Radius, Slot};
use gatehouse_core::Lang;
use gatehouse_web::branded::link_name;
use gatehouse_web::frames::{Panel, PanelForm};
use gatehouse_web::view::*;

/// Fields of the form; what the operator's file says can be read and not changed.
struct Fields<'a> {
    lang: Lang,
    form: &'a BrandForm,
    file: &'a Chosen,
    errors: &'a FormErrors,
}

/// Words and colors.
pub(super) fn form(lang: Lang, form: &BrandForm, file: &Chosen, errors: &FormErrors) -> PanelForm {
    let t = texts(lang);
    let fields = Fields { lang, form, file, errors };
    PanelForm::new(PATH)
        .around_panels()
        .field(&Field::hidden("version", form.version_field()))
        .field(&fields.look())
        .field(&fields.links())
        .field(&fields.mails())
        .field(&fields.people())
        .button(Button::submit(t.msg_save()).primary())
        .button(Button::submit(t.msg_brand_preview()).value("act", PREVIEW).icon(Icon::Eye))
}

impl Fields<'_> {
    fn line(&self, field: Field, value: &str, is_locked: bool) -> Field {
        let field = field.value(value).optional(self.lang).errors(self.errors);
        if is_locked { field.readonly().hint(texts(self.lang).msg_brand_from_file()) } else { field }
    }

    fn look(&self) -> Panel {
        let (t, form, file) = (texts(self.lang), self.form, self.file);
        let is_colored = file.hue.is_some() || file.chroma.is_some();
        let usual = Look::default();
        let name = self.line(Field::text("name", t.msg_brand_name()).max_length(100), &form.name, file.name.is_some());
        let hue = Field::number("hue", t.msg_brand_hue(), 0, 359).hint(t.msg_brand_hue_hint(usual.hue.to_string()));
        let chroma = Field::number("chroma", t.msg_brand_chroma(), 0, i64::from(Look::MOST_CHROMA))
            .hint(t.msg_brand_chroma_hint(usual.chroma.to_string()));
        let mut panel = Panel::new(t.msg_brand_look()).with(&name);
        if !is_colored {
            let color = Field::text("color", t.msg_brand_color()).hint(t.msg_brand_color_hint()).placeholder("#3465c8");
            panel = panel.with(&color.value(form.color.as_str()).short().optional(self.lang).errors(self.errors));
        }
        panel = panel.with(&self.line(hue, &form.hue, is_colored)).with(&self.line(chroma, &form.chroma, is_colored));
        let corners = |radius: Radius| match radius {
            Radius::Sharp => t.msg_brand_radius_sharp(),
            Radius::Soft => t.msg_brand_radius_soft(),
            Radius::Round => t.msg_brand_radius_round(),
        };
        let radii = Radius::ALL.map(|radius| (radius.word(), corners(radius)));
        self.one_of(panel, "radius", t.msg_brand_radius(), &radii, &form.radius, file.radius.is_some())
    }

    /// Radio cards, or what the file says.
    fn one_of(
        &self,
        panel: Panel,
        name: &'static str,
        legend: String,
        choices: &[(&str, String)],
        chosen: &str,
        is_locked: bool,
    ) -> Panel {
        if is_locked {
            let said = choices.iter().find(|(word, _)| *word == chosen).map(|(_, label)| label.clone());
            let cell = Cell::text(said.unwrap_or_default()).sub(texts(self.lang).msg_brand_from_file());
            return panel.with(&KeyValues::new().row(legend, cell));
        }
        let choices = choices.iter().map(|(word, label)| Choice::new(*word, label.as_str()));
        panel.with(&Choices::one(name, legend, choices).values(&[chosen]).errors(self.errors))
    }

    fn links(&self) -> Panel {
        let t = texts(self.lang);
        Link::ALL.into_iter().fold(Panel::new(t.msg_brand_links()).text(t.msg_brand_links_text()), |panel, link| {
            let field = Field::url(link.word(), link_name(link, self.lang)).placeholder("https://").max_length(500);
            panel.with(&self.line(field, self.form.link(link), self.file.link(link).is_some()))
        })
    }

    fn mails(&self) -> Panel {
        let (t, form) = (texts(self.lang), self.form);
        let sender = Field::text("sender", t.msg_brand_sender()).hint(t.msg_brand_sender_hint()).max_length(100);
        let panel = Panel::new(t.msg_brand_mails()).with(&self.line(sender, &form.sender, self.file.sender.is_some()));
        if let Some(address) = &self.file.address {
            let cell = Cell::text(address.as_str()).sub(t.msg_brand_from_file());
            return panel.with(&KeyValues::new().row(t.msg_brand_address(), cell));
        }
        let address = TextArea::new("address", t.msg_brand_address()).hint(t.msg_brand_address_hint()).rows(4);
        panel.with(&address.value(form.address.as_str()).max_length(500).optional(self.lang).errors(self.errors))
    }

    fn people(&self) -> Panel {
        let (t, form, file) = (texts(self.lang), self.form, self.file);
        let theme = |theme: DefaultTheme| match theme {
            DefaultTheme::Auto => t.msg_brand_theme_auto(),
            DefaultTheme::Light => t.msg_brand_theme_light(),
            DefaultTheme::Dark => t.msg_brand_theme_dark(),
        };
        let themes = DefaultTheme::ALL.map(|one| (one.word(), theme(one)));
        let panel = Panel::new(t.msg_brand_people());
        let panel = self.one_of(panel, "theme", t.msg_brand_theme(), &themes, &form.theme, file.theme.is_some());
        if let Some(languages) = &file.languages {
            let names: Vec<&str> = languages.iter().map(|lang| lang.name()).collect();
            let cell = Cell::text(names.join(", ")).sub(t.msg_brand_from_file());
            return panel.with(&KeyValues::new().row(t.msg_brand_languages(), cell));
        }
        let all = Lang::ALL.map(|lang| Choice::new(lang.tag(), lang.name()));
        let first = Select::languages("first_language", t.msg_brand_first_language(), &Lang::ALL)
            .hint(t.msg_brand_first_language_hint())
            .value(&form.first_language);
        let offered = Choices::several("languages", t.msg_brand_languages(), all).values(&form.languages);
        panel.with(&first).with(&offered.errors(self.errors))
    }
}

/// A picture, with the form to change it.
pub(super) fn picture(lang: Lang, slot: Slot, file: &Chosen, stored: &Chosen, errors: &FormErrors) -> Panel {
    let t = texts(lang);
    let (title, hint) = match slot {
        Slot::Logo => (t.msg_brand_logo(), t.msg_brand_logo_hint()),
        Slot::LogoDark => (t.msg_brand_logo_dark(), t.msg_brand_logo_dark_hint()),
        Slot::Icon => (t.msg_brand_icon(), t.msg_brand_icon_hint()),
        Slot::SignIn => (t.msg_brand_sign_in_picture(), t.msg_brand_sign_in_picture_hint()),
    };
    let is_locked = file.sets(slot);
    let shown = if is_locked { file.pictures(slot) } else { stored.pictures(slot) };
    let mut panel = Panel::new(title.as_str()).id(slot.word());
    if !shown.is_empty() {
        panel = panel.with(&Pictures::new(&title, shown, slot == Slot::LogoDark));
    }
    if is_locked {
        return panel.text(t.msg_brand_from_file());
    }
    let choose = FileField::new(slot.word(), t.msg_brand_file()).hint(hint).accept(".png,.jpg,.jpeg,.gif");
    let form = PanelForm::new(format!("{PATH}/pictures/{}", slot.word()))
        .unguarded()
        .with_file()
        .field(&choose.errors(errors))
        .button(Button::submit(t.msg_brand_upload()).icon(Icon::Upload).about(title.as_str()));
    let panel = panel.with(&form);
    if stored.pictures(slot).is_empty() {
        return panel;
    }
    let remove = Button::post(t.msg_brand_remove(), format!("{PATH}/pictures/{}/remove", slot.word()));
    panel.with(&remove.icon(Icon::Trash).about(title))
}
