//! States of orders: which are known, and which mean that nothing was bought. Data.

use crate::letters;

/// States of orders that failed, were voided or never came to be; lower case, signs as blanks. Refunded orders were
/// orders.
const NO_ORDER: &[&str] = &[
    "voided",
    "void",
    "cancelled",
    "canceled",
    "cancel",
    "failed",
    "failure",
    "declined",
    "rejected",
    "expired",
    "pending",
    "pending payment",
    "payment pending",
    "unpaid",
    "draft",
    "test",
    "abandoned",
    "unavailable",
    "incomplete",
    "requires payment method",
    "awaiting payment",
    "on hold",
    "checkout draft",
    "trash",
    "fraud",
    "blocked",
    "uncaptured",
    "storniert",
    "abgebrochen",
    "abgelehnt",
    "fehlgeschlagen",
    "offen",
    "unbezahlt",
    "entwurf",
    "annule",
    "annulee",
    "annulé",
    "annulée",
    "echoue",
    "échoué",
    "echouee",
    "échouée",
    "refuse",
    "refusé",
    "en attente",
    "cancelado",
    "cancelada",
    "fallido",
    "rechazado",
    "pendiente",
    "anulado",
    "pendente",
    "recusado",
    "falhou",
    "annullato",
    "fallito",
    "rifiutato",
    "in attesa",
    "geannuleerd",
    "mislukt",
    "geweigerd",
    "openstaand",
    "avbruten",
    "annullerad",
    "misslyckad",
    "nekad",
    "makulerad",
    "obetald",
];

/// States of orders that are orders.
const ORDER: &[&str] = &[
    "paid",
    "refunded",
    "partially refunded",
    "partially paid",
    "complete",
    "completed",
    "shipped",
    "delivered",
    "fulfilled",
    "processing",
    "invoiced",
    "approved",
    "created",
    "closed",
    "succeeded",
    "success",
    "captured",
    "authorized",
    "authorised",
    "settled",
    "ok",
    "done",
    "new",
    "open",
    "confirmed",
    "received",
    "returned",
    "won",
    "bezahlt",
    "abgeschlossen",
    "versendet",
    "versandt",
    "geliefert",
    "erstattet",
    "in bearbeitung",
    "bestätigt",
    "payé",
    "payée",
    "paye",
    "payee",
    "expédié",
    "expédiée",
    "expedie",
    "livré",
    "livrée",
    "livre",
    "terminé",
    "terminée",
    "termine",
    "remboursé",
    "remboursée",
    "en cours",
    "pagado",
    "enviado",
    "entregado",
    "completado",
    "reembolsado",
    "procesando",
    "pago",
    "entregue",
    "concluído",
    "concluido",
    "pagato",
    "spedito",
    "consegnato",
    "completato",
    "rimborsato",
    "betaald",
    "verzonden",
    "geleverd",
    "afgerond",
    "terugbetaald",
    "betald",
    "skickad",
    "levererad",
    "slutförd",
    "återbetald",
];

/// Words by which a deal is won.
const WON: &[&str] =
    &["won", "closedwon", "gewonnen", "gagne", "gagné", "ganado", "ganada", "ganho", "vinto", "vunnen"];

/// Does the state of a deal say that it was won?
pub(super) fn is_won(state: &str) -> bool {
    state.len() <= 80 && plain(state).split(' ').any(|word| WON.contains(&word))
}

/// Does a state of an order mean that nothing was bought?
pub(super) fn is_no_order(state: &str) -> bool {
    state.len() <= 40 && NO_ORDER.contains(&plain(state).trim())
}

/// Is it the state of an order at all?
pub(super) fn is_state(text: &str) -> bool {
    // No state has a digit in it, and most texts do.
    text.len() <= 40 && !text.bytes().any(|byte| byte.is_ascii_digit()) && {
        let text = plain(text);
        NO_ORDER.contains(&text.trim()) || ORDER.contains(&text.trim())
    }
}

fn plain(text: &str) -> String {
    text.chars().map(letters::small).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect()
}
