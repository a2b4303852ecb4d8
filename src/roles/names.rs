//! Usual headers of each role in English, German, French, Spanish, Portuguese, Italian, Dutch and Swedish. Data.

use super::role::Role;

/// The names of one role: lower case, without accents, words apart, separated by commas.
pub(super) struct Names {
    pub(super) role: Role,
    /// Usual names.
    pub(super) sure: &'static str,
    /// Names that can also mean something else.
    pub(super) fair: &'static str,
    /// Words that hint at the role anywhere in a header; a star ends the start of a word.
    pub(super) words: &'static str,
    /// Words that speak against it.
    pub(super) against: &'static str,
}

/// One entry a role; roles without an entry are never guessed from the header.
pub(super) const NAMES: &[Names] = &[
    Names {
        role: Role::Customer,
        sure: "customer id, customer number, customer no, customer nr, customer key, customer code, customer email, \
               customer e mail, email, e mail, email address, e mail address, mail address, user id, client id, \
               customer unique id, cust id, custid, buyer id, buyer email, member id, contact id, profile id, account id, \
               subscriber id, visitor id, person id, shopper id, user email, subscriber email, contact email, \
               user pseudo id, distinct id, \
               kundennummer, kunden nr, kundennr, kunden id, kdnr, kd nr, kunde id, debitor, debitorennummer, \
               e mail adresse, email adresse, mailadresse, kunden email, mitgliedsnummer, nutzer id, \
               id client, numero client, no client, n client, code client, adresse e mail, adresse email, courriel, \
               identifiant client, client no, reference client, \
               id cliente, numero de cliente, codigo cliente, codigo de cliente, correo electronico, correo, cliente id, \
               numero cliente, n cliente, id do cliente, codigo do cliente, email do cliente, endereco de e mail, \
               codice cliente, id utente, indirizzo email, email cliente, \
               klantnummer, klant id, klantnr, klantcode, e mailadres, emailadres, relatienummer, \
               kundnummer, kund id, kundnr, e post, epost, e postadress, epostadress, medlemsnummer",
        fair: "customer, customer ref, client, user, buyer, member, contact, account, subscriber, visitor, person, username, \
               user name, login, id, cid, uid, respondent id, cust, patron, guest, household, shopper, \
               kunde, kunden, besteller, nutzer, mitglied, auftraggeber, acheteur, utilisateur, membre, \
               cliente, usuario, comprador, socio, utente, acquirente, klant, gebruiker, lid, kund, anvandare, medlem, \
               customer name, kundenname, name, full name",
        words: "customer, customers, client, user, buyer, email, mail, member, shopper, kund*, klant*, cliente*, debitor*, \
                courriel, correo, utilisateur, utente, usuario",
        against: "name, first, last, type, segment, group, city, zip, country, state, since, date, count, total, order, \
                  orders, address1, street, phone, age, gender, lifetime, value, category, status, tags, accepts, note, \
                  vorname, nachname, nom, prenom, nombre, naam, namn, gruppe, art, rep, sales, agent, owner, manager, \
                  employee, sender, marketing, type, reference, billing, referred",
    },
    Names { role: Role::CustomerAlias, sure: "", fair: "", words: "", against: "" },
    Names {
        role: Role::OrderId,
        sure: "order id, order number, order no, order nr, order key, order ref, order reference, invoice, invoice no, \
               invoice number, invoice id, transaction id, receipt number, receipt no, receipt id, sale id, sales order, \
               basket id, purchase id, document number, orderid, booking id, \
               bestellnummer, bestell nr, bestellnr, bestellung, bestell id, auftragsnummer, auftrag, auftragsnr, \
               rechnungsnummer, rechnung, rechnungsnr, rechnungs nr, belegnummer, beleg, belegnr, vorgangsnummer, \
               numero de commande, no commande, n commande, commande, id commande, numero commande, reference commande, \
               numero de facture, facture, n facture, \
               numero de pedido, pedido, id pedido, n pedido, numero de factura, factura, numero do pedido, \
               fatura, numero da encomenda, encomenda, nota fiscal, id do pedido, \
               numero ordine, id ordine, ordine, n ordine, numero fattura, fattura, \
               bestelnummer, ordernummer, bestelling, factuurnummer, factuur, bonnummer, \
               order id nr, ordernr, bestallning, fakturanummer, faktura, kvitto",
        fair: "order, transaction, transaction number, receipt, charge id, payment id, ticket, check number, deal id, \
               name, id, document, reference, basket, cart id, purchase, booking, number",
        words: "order, invoice, transaction, bestell*, auftrag*, rechnung*, commande, facture, pedido, ordine, bestel*",
        against: "item, line, row, position, date, day, time, status, total, amount, value, count, qty, quantity, type, \
                  channel, city, zip, country, state, customer, product, datum, data, fecha, positie, priority, \
                  shipping, discount, parent, email, purchase, timestamp, approved, mode",
    },
    Names {
        role: Role::Date,
        sure: "date, order date, purchase date, invoice date, transaction date, created at, created, create date, \
               order created at, order purchase timestamp, purchase timestamp, timestamp, event time, event timestamp, \
               event date, datetime, date time, time, sale date, date of purchase, date of order, booking date, \
               ordered at, purchased at, ordered on, order time, created utc, created date utc, date created, \
               event datetime, occurred at, visit time, day, \
               datum, bestelldatum, bestellt am, rechnungsdatum, kaufdatum, auftragsdatum, buchungsdatum, belegdatum, \
               zeitpunkt, zeitstempel, tag, erstellt am, \
               date de commande, date commande, date d achat, date achat, date de facture, cree le, date de creation, \
               horodatage, jour, \
               fecha, fecha de pedido, fecha pedido, fecha de compra, fecha compra, fecha de factura, dia, fecha y hora, \
               data, data do pedido, data da compra, data da encomenda, data de compra, data pedido, data e hora, criado em, \
               data ordine, data acquisto, data fattura, data di acquisto, data ora, giorno, \
               besteldatum, orderdatum, aankoopdatum, factuurdatum, datum tijd, dag, \
               kopdatum, fakturadatum, bestallningsdatum, tidpunkt, skapad",
        fair: "paid at, payment date, processed at, closed at, completed at, start date, submit date, submitted at, \
               completion time, response date, sent at, send time, review creation date, order approved at, month, week, \
               bezahlt am, zahlungsdatum, paye le, pagado el, betaald op, end date, date submitted, recorded date",
        words: "date, datum, timestamp, fecha, zeit, *datum, bestelldat*, kaufdat*, rechnungsdat*, time",
        against: "ship, shipped, shipping, delivery, delivered, deliver, due, birth, birthday, updated, update, modified, \
                  cancelled, canceled, fulfilled, expected, estimated, refund, refunded, carrier, limit, expiry, expires, \
                  last, end, closed, answer, versand, liefer*, geburt*, storniert, livraison, entrega, envio, consegna, \
                  spedizione, lever*, fodelse*, count, zone, next, between, to, of week, approved",
    },
    Names {
        role: Role::Amount,
        sure: "amount, total, order total, total amount, order amount, order value, sales, revenue, net revenue, \
               net amount, grand total, total price, line total, line amount, total sales, net sales, net total, \
               extended price, purchase amount, transaction amount, amount paid, spend, spent, total paid, payment value, \
               invoice amount, invoice total, sales amount, gross sales, price paid, item total, order total amount, \
               amount usd, amount eur, total eur, total usd, turnover, gmv, deal amount, \
               betrag, summe, gesamt, gesamtbetrag, gesamtsumme, umsatz, gesamtpreis, rechnungsbetrag, bestellwert, \
               nettobetrag, bruttobetrag, warenwert, endbetrag, zahlbetrag, erlos, wert, \
               montant, montant total, total ttc, total ht, chiffre d affaires, ca, montant ttc, montant ht, prix total, \
               importe, importe total, monto, monto total, ventas, total pedido, ingresos, total factura, venta, \
               valor, valor total, total do pedido, receita, vendas, faturamento, montante, preco total, \
               importo, importo totale, totale, totale ordine, fatturato, ricavo, vendite, prezzo totale, \
               bedrag, totaal, totaalbedrag, omzet, orderbedrag, totaalprijs, \
               belopp, summa, totalt, totalbelopp, ordervarde, omsattning, forsaljning",
        fair: "subtotal, sub total, value, price, net, gross, payment, payment amount, paid, converted amount, sum, \
               sale, sale price, cost total, charge, zwischensumme, netto, brutto, preis, sous total, prix, precio, \
               preco, prezzo, prijs, pris, subtotale, delsumma, subtotaal, order price, item price, selling price",
        words: "amount, total, revenue, sales, betrag*, summe, umsatz*, montant, importe, importo, bedrag, belopp, \
                totaal, totale, gesamt*, omzet, valor",
        against: "tax, taxes, vat, shipping, freight, discount, refund, refunded, tip, fee, duties, cost, profit, margin, \
                  count, quantity, qty, unit, per, users, number, rep, person, channel, rate, balance, outstanding, \
                  budget, lifetime, average, avg, clicks, steuer, mwst, versand*, rabatt, tva, livraison, iva, envio, \
                  descuento, desconto, frete, sconto, spedizione, btw, korting, moms, frakt, rabatt, id, date, items, \
                  territory, region, team, capital, estimated, conv",
    },
    Names {
        role: Role::Quantity,
        sure: "quantity, qty, quantity ordered, order quantity, item quantity, lineitem quantity, units, units sold, \
               quantity sold, pieces, number of items, item count, no of units, num items, \
               menge, anzahl, stuck, stueck, stuckzahl, stueckzahl, bestellmenge, \
               quantite, qte, nombre d articles, unites, \
               cantidad, cant, unidades, quantidade, qtd, qtde, \
               quantita, qta, pezzi, aantal, hoeveelheid, stuks, antal, kvantitet, styck",
        fair: "count, items, number, num, volume, cds, pcs, nombre, numero",
        words: "quantity, qty, units, menge, anzahl, quantite, cantidad, quantidade, quantita, aantal, antal",
        against: "event, users, orders, photos, refunded, stock, minimum, per, available, order number",
    },
    Names {
        role: Role::UnitPrice,
        sure: "unit price, price per unit, price each, item price, price per item, unit cost price, list price, \
               lineitem price, unitprice, price unit, \
               stuckpreis, stueckpreis, einzelpreis, preis pro stuck, preis je stuck, \
               prix unitaire, prix unitaire ht, prix unitaire ttc, pu, \
               precio unitario, precio por unidad, preco unitario, valor unitario, \
               prezzo unitario, stukprijs, eenheidsprijs, prijs per stuk, styckpris, pris per styck, a pris",
        fair: "price, rate, preis, prix, precio, preco, prezzo, prijs, pris, selling price, retail price",
        words: "unit price, price, preis, prix, precio, prezzo, prijs",
        against: "total, compare, cost, sum, shipping, net total, gesamt*, extended, line total",
    },
    Names {
        role: Role::Product,
        sure: "product, product name, product title, item name, item, \
               description, lineitem name, article, item description, product description, variant, \
               title, line item, style, \
               produkt, artikel, artikelname, produktname, artikelnummer, artikelbezeichnung, bezeichnung, \
               produkt id, artikelnr, artikel nr, produktbezeichnung, \
               produit, nom du produit, nom produit, designation, libelle, ref produit, reference produit, id produit, \
               producto, nombre del producto, nombre producto, articulo, descripcion, id producto, codigo producto, \
               produto, nome do produto, descricao, id do produto, artigo, \
               prodotto, nome prodotto, articolo, descrizione, codice prodotto, \
               productnaam, omschrijving, artikelcode, artikelomschrijving, \
               produktnamn, artikelbenamning, benamning, vara, artikelnamn",
        fair: "sku, product sku, product id, item id, stock code, lineitem sku, product code, asin, stockcode, \
               name, model, isbn, ean, upc, material, service, plan, offer, memo, code",
        words: "product, sku, item, artikel*, produit, producto, produto, prodotto, produkt*",
        against: "category, type, group, count, quantity, qty, price, cost, total, weight, length, lenght, height, width, \
                  photos, vendor, brand, kategorie, gruppe, order, customer, requires, taxable, fulfillment, status, \
                  discount, compare, date, kategori, categorie, tags, container, margin, sub, base",
    },
    Names {
        role: Role::Category,
        sure: "category, product category, item category, product group, product type, department, product line, \
               product category name, category name, collection, commodity, \
               kategorie, produktkategorie, warengruppe, produktgruppe, artikelgruppe, sortiment, \
               categorie, categorie produit, famille, rayon, categoria, categoria de producto, familia, \
               categoria do produto, categoria prodotto, reparto, productcategorie, productgroep, artikelgroep, \
               kategori, produktkategori, varugrupp, produktgrupp",
        fair: "sub category, subcategory, group, class, brand, vendor, type, line, genre, section, marke, marque, marca, merk",
        words: "category, kategor*, categor*, warengruppe, department",
        against: "customer, user, client, event, campaign, order, payment, budget, content",
    },
    Names {
        role: Role::Channel,
        sure: "channel, sales channel, order channel, acquisition channel, marketing channel, utm source, source medium, \
               traffic source, order source, default channel group, session source medium, channel name, medium, \
               utm medium, lead source, first channel, original source, \
               kanal, vertriebskanal, verkaufskanal, marketingkanal, quelle, herkunft, bestellkanal, \
               canal, canal de vente, canal d acquisition, source de trafic, \
               canal de venta, canal de ventas, canal de adquisicion, origen, fuente, \
               canal de venda, canal de vendas, origem, canale, canale di vendita, fonte, sorgente, \
               kanaal, verkoopkanaal, bron, herkomst, forsaljningskanal, kalla",
        fair: "source, platform, device, referrer, referer, store, shop, origin, via, plattform, boutique, tienda, loja, \
               negozio, winkel, butik, affiliation",
        words: "channel, kanal, canal, canale, kanaal, source, medium",
        against: "id, code, cost, data, open, name id",
    },
    Names {
        role: Role::Country,
        sure: "country, country code, shipping country, billing country, customer country, country name, \
               country region, nation, land, lieferland, rechnungsland, landercode, pays, pays de livraison, code pays, \
               pais, codigo pais, pais de envio, paese, nazione, stato estero, landcode, landkod, customer country code",
        fair: "market, region, location, geo, markt, marche, mercado, mercato",
        words: "country, land, pays, pais, paese",
        against: "area, landing, landline, mark",
    },
    Names {
        role: Role::Discount,
        sure: "discount, discount amount, discount rate, discount percent, lineitem discount, total discount, markdown, \
               rabatt, nachlass, rabattbetrag, skonto, remise, reduction, montant remise, descuento, importe descuento, \
               desconto, valor desconto, sconto, importo sconto, korting, kortingsbedrag, rabattbelopp",
        fair: "promo amount, savings, reduction amount",
        words: "discount, rabatt, remise, descuento, desconto, sconto, korting",
        against: "code, coupon, name, type",
    },
    Names {
        role: Role::Cost,
        sure: "cost, costs, cogs, cost of goods, cost of goods sold, total cost, cost price, cost amount, media cost, \
               ad spend, amount spent, campaign cost, contact cost, \
               kosten, wareneinsatz, einstandspreis, einkaufspreis, herstellkosten, werbekosten, \
               cout, cout total, cout d achat, prix de revient, depense, coste, coste total, costo, costo total, \
               custo, custo total, gasto, spesa, costo del venduto, kostprijs, inkoopprijs, kostnad, inkopspris",
        fair: "spend, unit cost, expense, purchase price",
        words: "cost, cogs, kosten, cout, coste, costo, custo, kostnad",
        against: "per, avg, conv, shipping, cost center, type, acquisition, cac, cpa, kostenstelle",
    },
    Names {
        role: Role::Profit,
        sure: "profit, gross profit, margin, gross margin, contribution, contribution margin, net profit, profit amount, \
               gewinn, marge, deckungsbeitrag, rohertrag, db, ertrag, benefice, marge brute, profit brut, \
               beneficio, margen, margen bruto, ganancia, lucro, margem, lucro bruto, utile, margine, margine lordo, \
               winst, brutomarge, vinst, marginal, bruttovinst, tackningsbidrag",
        fair: "earnings, contribution profit",
        words: "profit, margin, gewinn, marge, margen, margine, winst, vinst",
        against: "percent, pct, rate, ratio, prozent, center",
    },
    Names {
        role: Role::Currency,
        sure: "currency, currency code, ccy, presentment currency, order currency, currency name, \
               wahrung, waehrung, wahrungscode, devise, monnaie, moneda, divisa, moeda, valuta, valutacode, munt",
        fair: "cur, curr",
        words: "currency, wahrung, devise, moneda, moeda, valuta",
        against: "rate, amount, value",
    },
    Names {
        role: Role::Status,
        sure: "status, order status, financial status, payment status, order state, transaction status, payment state, \
               bestellstatus, zahlungsstatus, auftragsstatus, zustand, statut, statut commande, etat, etat de la commande, \
               estado, estado del pedido, estado pedido, estado de pago, situacao, status do pedido, \
               stato, stato ordine, stato pagamento, bestelstatus, betaalstatus, orderstatus, betalningsstatus",
        fair: "paid, fulfillment status, stage, state",
        words: "status, statut",
        against: "campaign, marital, email, lineitem, fulfillment, marketing, employment, loyalty, customer, geographic",
    },
    Names {
        role: Role::Coupon,
        sure: "coupon, coupon code, discount code, voucher, voucher code, promo code, promotion code, promo, gift code, \
               gutschein, gutscheincode, rabattcode, aktionscode, code promo, bon de reduction, code de reduction, \
               cupon, codigo de descuento, codigo promocional, cupom, codigo de desconto, \
               coupon codice, codice sconto, codice promozionale, kortingscode, actiecode, rabattkod, kampanjkod",
        fair: "promotion, offer code, deal code",
        words: "coupon, voucher, promo, gutschein*",
        against: "amount, value, count",
    },
    Names {
        role: Role::Refunded,
        sure: "refunded amount, amount refunded, refund amount, refund total, total refunded, refunded, order refund amount, \
               erstattet, erstattungsbetrag, montant rembourse, rembourse, importe reembolsado, reembolsado, \
               valor reembolsado, importo rimborsato, rimborsato, terugbetaald bedrag, aterbetalt belopp",
        fair: "refund, converted amount refunded",
        words: "refund*, erstatt*, rembours*, reembols*, rimbors*",
        against: "date, id, reason, status, at",
    },
    Names {
        role: Role::EventName,
        sure: "event, event name, event type, action, activity, activity type, interaction, event action, event label name, \
               ereignis, ereignisname, aktion, aktivitat, evenement, nom de l evenement, evento, nombre del evento, \
               accion, accao, acao, nome do evento, nome evento, azione, gebeurtenis, actie, handelse, aktivitet",
        fair: "step, stage, type, funnel step, hook, verb, operation, topic, metric, schritt, etape, \
               etapa, fase, stap, steg",
        words: "event, action, activity, ereignis*, evenement, evento",
        against: "count, time, date, timestamp, value, id, per, users, revenue, total, params, category",
    },
    Names {
        role: Role::Session,
        sure: "session, session id, visit id, ga session id, sessionid, sitzung, sitzungs id, id de session, \
               id de sesion, sesion, sessao, id sessione, sessione, sessie, sessie id, besok",
        fair: "visit, session key, cart id",
        words: "session, sitzung*",
        against: "count, source, medium, duration, start, default, engaged, per, date",
    },
    Names {
        role: Role::Page,
        sure: "page, page path, url, page url, page title, screen, screen name, landing page, page location, path, link, \
               seite, seiten url, page vue, pagina, ecran, pantalla, tela, schermata, sida, page path and screen class",
        fair: "location, uri, view",
        words: "page, url, screen, seite, pagina",
        against: "views, count, per, language",
    },
    Names {
        role: Role::Value,
        sure: "value, event value, conv value, conversion value, conversions value, purchase value, purchase revenue, \
               event revenue, total revenue, purchase conversion value, conv value cost, attributed revenue, \
               wert, conversion wert, valeur, valor, valor de conversion, valore, waarde, conversiewaarde, varde, \
               konverteringsvarde, event value in usd",
        fair: "revenue, amount, price, sales, umsatz",
        words: "value, revenue",
        against: "per, average, cost, lifetime, id, name, count",
    },
    Names {
        role: Role::Campaign,
        sure: "campaign, campaign name, campaign id, utm campaign, campaign title, mailing, newsletter, email name, \
               campaign key, message name, flow name, \
               kampagne, kampagnenname, aktion, campagne, nom de la campagne, campana, nombre de la campana, \
               campanha, nome da campanha, campagna, nome campagna, campagnenaam, kampanj, kampanjnamn",
        fair: "ad group, ad set name, promotion, message, subject, wave, action",
        words: "campaign, kampagne*, campagne, campana, campanha, campagna, kampanj*",
        against: "status, type, budget, cost, start, end, date, response",
    },
    Names {
        role: Role::Impressions,
        sure: "impressions, impr, impression, views, impressionen, einblendungen, impresiones, impressoes, impressioni, \
               vertoningen, visningar, reach",
        fair: "shown, displays, deliveries",
        words: "impr*",
        against: "rate, per, share, cost",
    },
    Names {
        role: Role::Sent,
        sure: "sent, total recipients, recipients, emails sent, sends, send count, sent at, send date, send time, \
               successful deliveries, delivered, contacted, contact date, contacted at, date sent, \
               gesendet, versendet, empfanger, kontaktiert, envoye, envoyes, destinataires, contacte, \
               enviado, enviados, destinatarios, contactado, inviati, inviato, destinatari, contattato, \
               verzonden, ontvangers, skickat, skickade, mottagare",
        fair: "sendings, deliveries, mailed, treatment, exposed, targeted",
        words: "sent, recipients, gesendet, versendet",
        against: "rate, not, unsent, percent",
    },
    Names {
        role: Role::Opened,
        sure: "opened, opens, unique opens, open, opened at, total opens, open date, geoffnet, offnungen, oeffnungen, \
               ouvert, ouvertures, abierto, aperturas, aberto, aberturas, aperto, aperture, geopend, oppnad, oppningar",
        fair: "viewed, read, gelesen",
        words: "opened, opens",
        against: "rate, percent, to, last",
    },
    Names {
        role: Role::Clicked,
        sure: "clicked, clicks, unique clicks, click, clicked at, total clicks, link clicks, geklickt, klicks, \
               clique, clics, clic, clicado, cliques, cliccato, geklikt, klikken, klickade, klick",
        fair: "visited, klick datum",
        words: "clicked, clicks",
        against: "rate, per, percent, cost, last",
    },
    Names {
        role: Role::Responded,
        sure: "responded, response, converted, conversion, conversions, purchased, bought, orders placed, responded at, \
               response date, results, placed order, reagiert, antwort, konversionen, gekauft, \
               repondu, reponse, converti, respondio, respuesta, conversiones, respondeu, resposta, conversoes, \
               ha risposto, risposta, conversioni, gereageerd, reactie, conversies, svarat, konverteringar",
        fair: "success, outcome, accepted, y, redeemed, eingelost",
        words: "responded, conversions, converted",
        against: "rate, cost, value, per, open ended, revenue, time",
    },
    Names {
        role: Role::Control,
        sure: "control, control group, is control, holdout, in control, test group, experiment group, ab group, \
               kontrollgruppe, testgruppe, groupe temoin, groupe de controle, grupo de control, grupo de controle, \
               gruppo di controllo, controlegroep, kontrollgrupp",
        fair: "group, variant, treatment, cell, arm, gruppe, groupe, grupo, gruppo, groep, grupp, segment",
        words: "control, holdout, kontroll*",
        against: "name, id, product, age",
    },
    Names {
        role: Role::Score,
        sure: "score, rating, review score, stars, grade, points rating, bewertung, note, sterne, punktzahl, \
               evaluation, note globale, puntuacion, calificacion, valoracion, nota, avaliacao, pontuacao, \
               punteggio, voto, valutazione, beoordeling, cijfer, betyg, poang",
        fair: "result, rank, overall, answer, response",
        words: "score, rating, bewertung",
        against: "id, title, message, comment, date, text, count, credit",
    },
    Names {
        role: Role::Nps,
        sure: "nps, nps score, net promoter score, likelihood to recommend, recommend, recommendation, would recommend, \
               how likely are you to recommend us, how likely is it that you would recommend, \
               weiterempfehlung, weiterempfehlen, recommandation, recomendacion, recomendacao, raccomandazione, \
               aanbeveling, rekommendation",
        fair: "promoter score, recommend score",
        words: "recommend, recommending, nps, promoter, weiterempfehl*, empfehl*, recommander*, recommand*, recomend*, \
                raccomand*, consigli*, aanbevel*, rekommender*",
        against: "why, reason, comment, category, group",
    },
    Names {
        role: Role::Csat,
        sure: "csat, satisfaction, customer satisfaction, satisfaction score, csat score, overall satisfaction, \
               satisfied, how satisfied, zufrieden, satisfait, satisfecho, satisfeito, soddisfatto, tevreden, nojd, \
               zufriedenheit, kundenzufriedenheit, satisfaccion, satisfacao, soddisfazione, tevredenheid, nojdhet, \
               kundnojdhet",
        fair: "happy",
        words: "satisf*, zufrieden*, csat, soddisf*, tevreden*, nojd*",
        against: "why, reason, comment",
    },
    Names {
        role: Role::Expectation,
        sure: "expectation, expected, expected quality, expectation score, importance, expectations, \
               erwartung, erwartungen, wichtigkeit, attente, attentes, importance attendue, expectativa, expectativas, \
               aspettativa, aspettative, verwachting, forvantan, forvantning",
        fair: "desired, ideal",
        words: "expect*, erwart*, attente*, expectativ*, aspettativ*, verwacht*, forvant*",
        against: "date, delivery date, ship",
    },
    Names {
        role: Role::Delivery,
        sure: "perception, perceived, delivered quality, delivery score, experience, perceived quality, performance, \
               perception score, perceptions, wahrnehmung, erlebnis, leistung, perception client, percepcion, percepcao, \
               percezione, beleving, perceptie, upplevelse, upplevd",
        fair: "experienced, received quality, actual, delivery",
        words: "perceiv*, percept*, wahrnehm*, percep*, percez*",
        against: "date, time, address, delivered at, satisf*, recommend*",
    },
    Names {
        role: Role::Reason,
        sure: "reason, comment, comments, feedback, churn reason, cancellation reason, cancel reason, end reason, \
               reason for leaving, review comment message, what should we improve, remarks, open text, verbatim, \
               grund, kundigungsgrund, kuendigungsgrund, kommentar, anmerkung, bemerkung, raison, motif, \
               motif de resiliation, commentaire, commentaires, motivo, motivo de baja, comentario, comentarios, \
               motivo de cancelamento, comentarios do cliente, motivo disdetta, commento, \
               reden, opzegreden, opmerking, toelichting, orsak, uppsagningsorsak, kommentarer",
        fair: "message, text, note, notes, why, response text, answer text, suggestion",
        words: "reason, comment, feedback, improve, why, grund, warum, pourquoi, motivo, reden, orsak, message",
        against: "title, date, id, code",
    },
    Names {
        role: Role::StartDate,
        sure: "start date, started at, contract start, subscription start, signup date, sign up date, signed up at, \
               member since, customer since, joined, join date, joined at, registration date, registered at, first seen, \
               became a customer date, optin time, activation date, begin date, \
               startdatum, vertragsbeginn, kunde seit, mitglied seit, anmeldedatum, registriert am, beginn, eintritt, \
               date de debut, client depuis, date d inscription, date inscription, debut, \
               fecha de inicio, fecha de alta, cliente desde, fecha de registro, inicio, alta, \
               data de inicio, data de cadastro, data inizio, cliente dal, data iscrizione, data registrazione, \
               begindatum, ingangsdatum, klant sinds, registratiedatum, kund sedan, avtalsstart, registreringsdatum",
        fair: "created at, create date, created, date created, confirm time, first order date, since, enrollment",
        words: "signup, joined, start, since, registration, seit, beginn, debut, inicio, inizio, registered",
        against: "last, campaign, end, updated",
    },
    Names {
        role: Role::EndDate,
        sure: "end date, ended at, contract end, subscription end, cancelled at, canceled at, cancellation date, churn date, \
               churned at, termination date, cancel date, left at, expiry date, expiration date, unsub time, \
               enddatum, vertragsende, kundigungsdatum, kuendigungsdatum, gekundigt am, austritt, ende, \
               date de fin, date de resiliation, resilie le, fin, \
               fecha de fin, fecha de baja, baja, data de fim, data de cancelamento, data de termino, \
               data fine, data disdetta, data cessazione, einddatum, opzegdatum, slutdatum, avslutad, uppsagningsdatum",
        fair: "closed at, close date, until, last active",
        words: "end, cancelled, churned, kundig*, resiliation, baja, opzeg*, slut*, termination",
        against: "reason, start, weekend",
    },
    Names {
        role: Role::Fee,
        sure: "monthly fee, fee, mrr, monthly price, subscription price, plan price, monthly charges, monthly charge, \
               monthly recurring revenue, recurring amount, membership fee, monatsbeitrag, monatliche gebuhr, \
               mitgliedsbeitrag, beitrag, gebuhr, frais mensuels, abonnement mensuel, cotisation, \
               cuota, cuota mensual, tarifa mensual, mensalidade, canone, canone mensile, quota, \
               maandbedrag, contributie, abonnementsprijs, manadsavgift, avgift",
        fair: "monthly, subscription amount, price, rate",
        words: "monthly, mrr, fee",
        against: "setup, late, transaction, processing, visits",
    },
    Names {
        role: Role::AcquisitionCost,
        sure: "acquisition cost, cac, cost of acquisition, customer acquisition cost, cpa, acquisition spend, \
               akquisitionskosten, gewinnungskosten, akquisekosten, cout d acquisition, cout acquisition, \
               coste de adquisicion, coste adquisicion, custo de aquisicao, costo di acquisizione, costo acquisizione, \
               acquisitiekosten, wervingskosten, anskaffningskostnad, anskaffningskostnad kund",
        fair: "onboarding cost, recruiting cost",
        words: "acquisition, cac, akquisition*",
        against: "channel, date, source, campaign",
    },
    Names {
        role: Role::ReferredBy,
        sure: "referred by, referrer id, referrer customer id, referral, referred by customer, recommended by, \
               referrer email, invited by, sponsor, geworben von, empfohlen von, werber, parrain, parraine par, \
               recomendado por, referido por, indicado por, invitato da, segnalato da, aangedragen door, geworven door, \
               rekommenderad av, varvad av",
        fair: "inviter, referrer, referral id",
        words: "referred, referral, geworben, parrain*, invited",
        against: "count, code, date, url, source",
    },
    Names {
        role: Role::Wallet,
        sure: "wallet, wallet size, category spend, estimated category spend, total category spend, share of wallet base, \
               estimated spend, market spend, spend potential, potential, potenzial, ausgaben in der kategorie, \
               bedarf, gesamtbedarf, potentiel, depense categorie, potencial, gasto en la categoria, gasto na categoria, \
               potenziale, spesa di categoria, potentieel, categoriebesteding, potential kund, kategoriutgifter",
        fair: "budget, annual spend",
        words: "wallet, potential, potenzial",
        against: "id, share, score",
    },
    Names {
        role: Role::Frequency,
        sure: "frequency, repeat purchases, n repeat, x, frequency cal, haufigkeit, frequence, frecuencia, frequencia, \
               frequenza, frequentie, frekvens",
        fair: "number of purchases, purchases, orders count, n orders, order count, total orders, orders",
        words: "frequency, haufigkeit, frequence",
        against: "holdout, score, contact, mail",
    },
    Names {
        role: Role::Recency,
        sure: "recency days, t x, recency cal, recence, recencia, rezenz, recentie, recenza",
        fair: "recency, days since last purchase, last purchase age, tx",
        words: "recency",
        against: "holdout, score",
    },
    Names {
        role: Role::Age,
        sure: "t days, age, t cal, tenure, age days, customer age, alter, kundenalter, anciennete, antiguedad, anzianita",
        fair: "t, observation time, days since first purchase, lifetime days",
        words: "tenure",
        against: "holdout, group, gender, band, birth",
    },
    Names {
        role: Role::MeanSpend,
        sure: "monetary value, monetary, average order value, aov, mean spend, avg spend, average spend, m x, \
               average amount, mean order value, durchschnittlicher bestellwert, panier moyen, ticket medio, \
               valor medio, valore medio ordine, gemiddelde orderwaarde, snittordervarde",
        fair: "average purchase, avg order, zbar",
        words: "monetary, average",
        against: "holdout, score, age, rating, session",
    },
];
