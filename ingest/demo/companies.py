"""Made-up companies that buy kettles."""

from typing import Final

from ingest.demo.grammar import listed

COMPANIES: Final = listed(
    """
    Café Morgenrot | Hotel Alder & Sons | Pinecone Hostel | Studio Halvorsen | Bramble Bakery | Lindenhof Clinic
    | Osprey Coworking | Teahouse Nine Clouds | Quayside Bistro | Redbrick Architects | Fernway School
    | Marlin Law Partners | Casa Olmeda | Juniper Spa | Northbank Theatre | Kestrel Bay Ferries | Atelier Pomelo
    | Oakline Furniture | Saffron Street Kitchen | Larch & Loom | Harbour Radio | Mossgrove Campsite | Pension Edelweg
    | Blue Door Dental | Vantage Climbing Hall | Little Dune Kindergarten
    """
)
"""Companies of CRM records, in turn."""

KINDS: Final = listed(
    """
    starter order | kitchen refit | office package | replacement kettles | service plan | gift set | lobby bar
    """
)
"""What deals are about."""

CURRENCIES: Final = listed(
    """
    EUR | EUR | EUR | USD | GBP | CHF
    """
)
